/** Longest spelling of a time that is looked at, in characters. */
const MAX_LENGTH = 64;

const iso =
	/^(\d{4})-(\d\d)-(\d\d)[T ](\d\d):(\d\d)(?::(\d\d)(?:[.,](\d{1,30}))?)? ?(?:(Z|UTC|GMT)|([+-])(\d\d):?(\d\d)?)?$/i;

const DAY_MS = 86_400_000;
const two = Array.from({length: 60}, (_, number) => String(number).padStart(2, '0'));

/** The last day that was written: most events of a body are of one day, and `toISOString` costs half a microsecond. */
let lastDay = {day: Number.NaN, text: ''};

/** UTC with milliseconds, or null where the number is no time between the years 1 and 9999. */
function write(milliseconds: number): string | null {
	if (!(milliseconds > -62_135_596_800_000 && milliseconds < 253_402_300_800_000)) return null;
	const day = Math.floor(milliseconds / DAY_MS);
	if (day !== lastDay.day) lastDay = {day, text: new Date(day * DAY_MS).toISOString().slice(0, 11)};
	const rest = milliseconds - day * DAY_MS;
	const seconds = Math.floor(rest / 1000);
	const [hour, minute, second] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
	const thousandth = String(rest - seconds * 1000).padStart(3, '0');
	return `${lastDay.text}${two[hour]}:${two[minute]}:${two[second]}.${thousandth}Z`;
}

/**
 * An ISO 8601 time in any spelling that was seen: up to 30 digits of fraction (cut to milliseconds, not rounded), `Z`, an
 * offset with or without colon, `+0000` after a space; without a zone it is UTC. Null where it is no date.
 */
export function isoInstant(value: unknown): string | null {
	if (typeof value !== 'string' || value.length > MAX_LENGTH) return null;
	const found = iso.exec(value.trim());
	if (found === null) return null;
	const [, year, month, day, hour, minute, second = '0', fraction = '', , sign, hours = '0', minutes = '0'] = found;
	const local = Date.UTC(
		Number(year),
		Number(month) - 1,
		Number(day),
		Number(hour),
		Number(minute),
		Number(second),
		Number(fraction.slice(0, 3).padEnd(3, '0')),
	);
	// 30 February becomes 2 March in `Date.UTC`: what does not come out as it went in is no date.
	const back = new Date(local);
	const same =
		back.getUTCFullYear() === Number(year) && // below 100 it means the 20th century
		back.getUTCMonth() === Number(month) - 1 &&
		back.getUTCDate() === Number(day) &&
		back.getUTCHours() === Number(hour) &&
		back.getUTCMinutes() === Number(minute) &&
		back.getUTCSeconds() === Number(second) &&
		Number(hours) < 24 &&
		Number(minutes) < 60;
	if (!same) return null;
	const offset = (Number(hours) * 60 + Number(minutes)) * 60_000;
	return write(sign === '-' ? local + offset : local - offset);
}

/** Unix seconds reach this number in the year 5138; what is larger counts milliseconds. */
const MILLISECONDS_FROM = 100_000_000_000;

const digits = /^\d{1,16}(?:\.\d{1,9})?$/;

/** A Unix time as a number or as digits, in seconds or, above 10^11, in milliseconds; or an ISO time. Null for no date. */
export function unixInstant(value: unknown): string | null {
	let number = value;
	if (typeof value === 'string') {
		if (value.length > MAX_LENGTH) return null;
		const text = value.trim();
		if (!digits.test(text)) return isoInstant(text);
		number = Number(text);
	}
	if (typeof number !== 'number' || !(number > 0)) return null;
	return write(Math.trunc(number > MILLISECONDS_FROM ? number : number * 1000));
}
