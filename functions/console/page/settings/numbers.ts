/** A whole number as it was written; as text where it is none, so that the API says what is wrong. */
export const numberOf = (text: string): number | string => (/^\d{1,6}$/.test(text.trim()) ? Number(text) : text);

/** Hours, which may have a fraction. */
export const hoursOf = (text: string): number | string =>
	/^\d{1,6}([.,]\d{1,3})?$/.test(text.trim()) ? Number(text.trim().replace(',', '.')) : text;

/** A part of 1 from percents as people write them: "0.3", "0,3 %"; as text where it is none. */
export function partOf(text: string): number | string {
	const bare = text.replace('%', '').trim().replace(',', '.');
	return /^\d{1,3}(\.\d{1,4})?$/.test(bare) ? Math.round(Number(bare) * 1e6) / 1e8 : text;
}

/** Percents of a part of 1, to be changed by hand. */
export const percentsOf = (part: number | undefined): string =>
	part === undefined ? '' : String(Math.round(part * 1e8) / 1e6);
