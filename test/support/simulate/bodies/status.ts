/** The status that an ESP reads out of a response: the enhanced one, else the reply code. */
export const status = (response: string): string =>
	/\b[245]\.\d{1,3}\.\d{1,3}\b/.exec(response)?.[0] ?? response.slice(0, 3);

/** A time as ISO 8601. */
export const iso = (at: number): string => new Date(at).toISOString();
