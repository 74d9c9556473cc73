import {BYTES_AHEAD, DASH, DOT, toBytes} from './characters.ts';
import {CONTINENTS} from './continents.ts';

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
	if (end - start > FOREST && bytes[end - FOREST] === DOT && bytes[end - OUTLOOK] === DOT) {
		const region = inForest(bytes, end - FOREST + 1, end - OUTLOOK);
		if (region !== undefined) return region;
	}
	const dot = indexOfDot(bytes, start, end);
	if (dot === end) return undefined;
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
	let digits = end;
	while (digits > start + 3 && isDigit(bytes[digits - 1] ?? 0)) digits--;
	const region = digits === start + 3 ? named(bytes, start, digits, end) : undefined;
	return region ?? String.fromCharCode(...bytes.subarray(start, end)).toUpperCase();
}

/** VE1EUR01FT061: site, geography, two digits, role. */
function inMachine(bytes: Uint8Array, start: number, end: number): string | undefined {
	for (let at = start + 2; at <= start + 5 && at + 5 < end; at++) {
		if (!isDigit(bytes[at + 3] ?? 0) || !isDigit(bytes[at + 4] ?? 0) || isDigit(bytes[at + 5] ?? 0)) continue;
		const region = named(bytes, at, at + 3, at + 5);
		if (region !== undefined) return region;
	}
	return undefined;
}

/** EURPRD04, JPNP286 */
function inForest(bytes: Uint8Array, start: number, end: number): string | undefined {
	let digits = end;
	while (digits > start && isDigit(bytes[digits - 1] ?? 0)) digits--;
	const letters = digits - start;
	if (end - digits < 2 || end - digits > 4 || (letters !== 4 && letters !== 6)) return undefined;
	if (((bytes[start + 3] ?? 0) | 32) !== 112) return undefined;
	return named(bytes, start, digits, end);
}

/** The region of the geography that stands at `at`, with the digits from `digits` to `end`. Made once for each region. */
function named(bytes: Uint8Array, at: number, digits: number, end: number): string | undefined {
	if (!(isLetter(bytes[at] ?? 0) && isLetter(bytes[at + 1] ?? 0) && isLetter(bytes[at + 2] ?? 0))) return undefined;
	const geography = PLACES[placeOf(bytes[at] ?? 0, bytes[at + 1] ?? 0, bytes[at + 2] ?? 0)] ?? 0;
	if (geography === 0) return undefined;
	if (end - digits !== 2) return NAMES[geography] + String.fromCharCode(...bytes.subarray(digits, end));
	const index = geography * 100 + 10 * (bytes[digits] ?? 0) + (bytes[digits + 1] ?? 0) - 11 * 48;
	const known = REGIONS[index];
	if (known !== undefined && known !== '') return known;
	const region = NAMES[geography] + String.fromCharCode(bytes[digits] ?? 0, bytes[digits + 1] ?? 0);
	REGIONS[index] = region;
	return region;
}

const NAMES: readonly string[] = ['', ...CONTINENTS.keys()];
/** The regions of two digits that were named before: a hundred of each geography. */
const REGIONS = new Array<string>(NAMES.length * 100).fill('');

/** Three letters as one number, whatever their case: five bits each. */
function placeOf(one: number, two: number, three: number): number {
	return ((one & 31) << 10) | ((two & 31) << 5) | (three & 31);
}

/** The number of each geography at the place of its name. */
const PLACES = new Uint8Array(1 << 15);
for (const [number, name] of NAMES.entries()) {
	if (number > 0) PLACES[placeOf(name.charCodeAt(0), name.charCodeAt(1), name.charCodeAt(2))] = number;
}

function isLetter(code: number): boolean {
	return (code | 32) >= 97 && (code | 32) <= 122;
}

function isDigit(code: number): boolean {
	return code >= 48 && code <= 57;
}
