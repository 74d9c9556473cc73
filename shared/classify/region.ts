import {BYTES_AHEAD, DASH, DOT, toBytes} from './characters.ts';
import {CONTINENTS} from './continents.ts';
import {endOfDigits, isDigit} from './times.ts';

export {continentOf} from './continents.ts';

/**
 * The region that a Microsoft host name tells: "EUR04" of eop-EUR04, of VE1EUR04FT061 and of eurprd04, "JPN286" of
 * JPNP286; undefined where it tells none. The cluster of EOP comes before the forest, which has numbers of its own.
 */
export function regionOf(host: string): string | undefined {
	const bytes = new Uint8Array(host.length + BYTES_AHEAD);
	toBytes(host, bytes);
	return regionAt(bytes, 0, host.length);
}

/** The same of the host name that stands between two places of a text's bytes. */
export function regionAt(bytes: Uint8Array, start: number, end: number): string | undefined {
	// eurprd02 before .prod.outlook.com, as most are
	if (bytes[end - FOREST] === DOT && bytes[end - OUTLOOK] === DOT) {
		const region = inForest(bytes, end - FOREST + 1, end - OUTLOOK);
		if (region !== undefined) return region;
	}
	const dot = indexOfDot(bytes, start, end);
	const second = indexOfDot(bytes, dot + 1, end);
	// eop-EUR04
	if (bytes[dot + 4] === DASH) return inCluster(bytes, dot + 5, second);
	return inMachine(bytes, start, dot) ?? inForest(bytes, dot + 1, second);
}

const OUTLOOK = '.prod.outlook.com'.length;
const FOREST = '.eurprd02'.length + OUTLOOK;

function indexOfDot(bytes: Uint8Array, start: number, end: number): number {
	let at = start;
	while (at < end && bytes[at] !== DOT) at++;
	return at;
}

function inCluster(bytes: Uint8Array, start: number, end: number): string | undefined {
	if (end - start < 3 || end - start > 8) return undefined;
	const digits = start + 3;
	const region = endOfDigits(bytes, digits) === end ? named(bytes, start, digits, end) : undefined;
	return region ?? String.fromCharCode(...bytes.subarray(start, end)).toUpperCase();
}

/** VE1EUR01FT061: site, geography, two digits, role. */
function inMachine(bytes: Uint8Array, start: number, end: number): string | undefined {
	for (let at = start + 2; at <= start + 5 && at + 5 < end; at++) {
		if (endOfDigits(bytes, at + 3) === at + 5) return named(bytes, at, at + 3, at + 5);
	}
	return undefined;
}

/** EURPRD04, JPNP286 */
function inForest(bytes: Uint8Array, start: number, end: number): string | undefined {
	let digits = end;
	while (isDigit(bytes[digits - 1] ?? 0)) digits--;
	const letters = digits - start;
	if (end - digits < 2 || end - digits > 4 || (letters !== 4 && letters !== 6)) return undefined;
	if (((bytes[start + 3] ?? 0) | 32) !== 112) return undefined;
	return named(bytes, start, digits, end);
}

/** The region of the geography that stands at `at`, with the digits from `digits` to `end`. Made once for each region. */
function named(bytes: Uint8Array, at: number, digits: number, end: number): string | undefined {
	const one = bytes[at] ?? 0;
	const two = bytes[at + 1] ?? 0;
	const three = bytes[at + 2] ?? 0;
	// The five bits of a digit or a dash may be a letter's; those of what else is no letter are none's.
	if (one < A || two < A || three < A) return undefined;
	const geography = PLACES[placeOf(one, two, three)] ?? 0;
	if (geography === 0) return undefined;
	if (end - digits !== 2) return NAMES[geography] + String.fromCharCode(...bytes.subarray(digits, end));
	const index = geography * 100 + 10 * (bytes[digits] ?? 0) + (bytes[digits + 1] ?? 0) - 11 * 48;
	REGIONS[index] ||= NAMES[geography] + String.fromCharCode(bytes[digits] ?? 0, bytes[digits + 1] ?? 0);
	return REGIONS[index];
}

const A = 65;
const NAMES: readonly string[] = ['', ...CONTINENTS.keys()];
/** The regions of two digits that were named before: a hundred of each geography. */
const REGIONS = new Array<string>(NAMES.length * 100).fill('');

/** Three letters as one number, whatever their case: five bits each. */
function placeOf(one: number, two: number, three: number): number {
	return ((one & 31) << 10) | ((two & 31) << 5) | (three & 31);
}

/** The number of each geography at the place of its name. */
const PLACES = new Uint8Array(1 << 15);
for (const [number, name] of NAMES.entries())
	PLACES[placeOf(name.charCodeAt(0), name.charCodeAt(1), name.charCodeAt(2))] = number;
