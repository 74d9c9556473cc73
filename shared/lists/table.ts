import {parseAddress} from './address.ts';
import {ADDRESS_COLUMNS, type Format, formatOf, KIND_WORDS, plain} from './formats.ts';

/** How a list's rows are to be read. */
export interface Layout {
	/** The names of the columns; undefined where the first row has an address already. */
	readonly header: readonly string[] | undefined;
	/** The column, from 0, that the addresses stand in. */
	readonly address: number;
	readonly format: Format;
}

/** Columns of a list without known names. */
const UNKNOWN: Format = {name: 'list', what: 'a list of addresses', has: [], address: ''};

/** SES takes and gives lists without a header, too: address, reason. */
const SES_BARE: Format = {
	name: 'ses',
	what: "SES's suppression list",
	has: [],
	address: 'emailaddress',
	reason: 'reason',
};

/**
 * Finds out by a list's first rows how it is to be read: with or without a header, an ESP's export or any list, and which
 * column has the addresses. Undefined where no column has one.
 */
export function layoutOf(rows: readonly (readonly string[])[]): Layout | undefined {
	const [first] = rows;
	if (first === undefined) return undefined;
	if (first.some((cell) => parseAddress(cell) !== undefined)) {
		const address = busiest(rows);
		if (address === undefined) return undefined;
		const bare = address === 0 && rows.every((row) => row.length === 2 && SES_WORDS.has(row[1]?.trim() ?? ''));
		return bare
			? {header: ['emailAddress', 'reason'], address, format: SES_BARE}
			: {header: undefined, address, format: UNKNOWN};
	}
	const names = first.map(plain);
	const format = formatOf(first);
	if (format !== undefined) return {header: first, address: names.indexOf(format.address), format};
	const named = ADDRESS_COLUMNS.map((name) => names.indexOf(name)).find((index) => index !== -1);
	const address = busiest(rows.slice(1)) ?? named;
	if (address === undefined) return undefined;
	return {
		header: first,
		address: named !== undefined && holds(rows.slice(1), named) ? named : address,
		format: UNKNOWN,
	};
}

const SES_WORDS = new Set(['BOUNCE', 'COMPLAINT']);

const count = (rows: readonly (readonly string[])[], column: number): number =>
	rows.filter((row) => parseAddress(row[column] ?? '') !== undefined).length;

/** Whether a column that has the right name has addresses, too (or there is no row to tell). */
const holds = (rows: readonly (readonly string[])[], column: number): boolean =>
	rows.length === 0 || count(rows, column) > 0;

/** The column with most addresses; the first of several. */
function busiest(rows: readonly (readonly string[])[]): number | undefined {
	const width = Math.max(0, ...rows.map((row) => row.length));
	let best: {column: number; addresses: number} | undefined;
	for (let column = 0; column < width; column += 1) {
		const addresses = count(rows, column);
		if (addresses > (best?.addresses ?? 0)) best = {column, addresses};
	}
	return best?.column;
}

/** A cell by its column's name, compared as `plain` has it; empty where there is none. */
export function cellOf({header}: Layout, cells: readonly string[], ...names: readonly (string | undefined)[]): string {
	for (const name of names) {
		const index = name === undefined ? -1 : (header?.findIndex((one) => plain(one) === name) ?? -1);
		const cell = cells[index]?.trim() ?? '';
		if (cell !== '') return cell;
	}
	return '';
}

/** What a word for a reason means, where it is known. */
export function kindOf(word: string): ReturnType<typeof KIND_WORDS.get> {
	return KIND_WORDS.get(plain(word));
}
