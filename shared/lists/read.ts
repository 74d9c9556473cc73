import type {EmailAddress} from '#shared/model/names.ts';
import {type Refusal, refuse} from '#shared/model/refusal.ts';
import {addressFault, parseAddress} from './address.ts';
import {decode, isUnreadable, unreadable} from './decode.ts';
import {jsonRows} from './json.ts';
import {type Line, linesOf} from './lines.ts';
import {delimiterOf, type Record, recordReader} from './records.ts';
import {type Layout, layoutOf} from './table.ts';

/** One row of a list. */
export interface Row {
	/** Where it stands in the file, from 1; in JSON: the entry's number. */
	readonly line: number;
	readonly cells: readonly string[];
	/** The cell with the address, as it was written; the beginning of the line where that cannot be told. */
	readonly given: string;
	readonly address: EmailAddress | undefined;
	/** Why there is no address, as the end of a sentence. */
	readonly fault?: string;
}

/** A list that is being read. */
export interface List {
	readonly layout: Layout;
	readonly delimiter: string;
	/** The rows, many at a time; the header is none of them. It throws (`isUnreadable`) where the file breaks off. */
	readonly rows: AsyncIterable<readonly Row[]>;
}

/** Rows that the layout is found by. */
const SAMPLE = 50;

const NO_ADDRESSES =
	'There is no column of e-mail addresses here: the list should be a CSV or JSON file with one address in a row.';

/**
 * Reads a list of addresses as it comes: CSV with any delimiter, with or without a header, in any usual encoding, or JSON; an
 * ESP's export or any other. It is read as a stream; what is kept in memory does not grow with it (JSON: up to 32 MiB).
 *
 * @returns a refusal where it is no such list; a wrong row is told by its line and costs no other
 */
export async function readList(source: AsyncIterable<Uint8Array>): Promise<List | Refusal> {
	try {
		const lines = linesOf(decode(source));
		const sample: Line[] = [];
		while (sample.filter(({text}) => text.trim() !== '').length < SAMPLE) {
			const next = await lines.next();
			if (next.done === true) break;
			sample.push(...next.value);
		}
		const first = sample.find(({text}) => text.trim() !== '');
		if (first === undefined) return refuse('invalid', 'The list is empty.');
		return /^\s*[[{]/.test(first.text) ? await fromJson(sample, lines) : fromCsv(sample, lines);
	} catch (error) {
		if (!isUnreadable(error)) throw error;
		return refuse('invalid', `${error.message.charAt(0).toUpperCase()}${error.message.slice(1)}.`);
	}
}

function fromCsv(sample: readonly Line[], lines: AsyncIterable<Line[]>): List | Refusal {
	const delimiter = delimiterOf(sample.slice(0, SAMPLE));
	const reader = recordReader(delimiter);
	const begun = reader.take(sample.filter(({text}, index) => index > 0 || !/^"?sep=.?"?$/i.test(text)));
	const rows = begun.flatMap((record) => ('cells' in record && !isBlank(record) ? [record.cells] : []));
	// What is still open is told by the rows that are whole; where there is none, by what can be made of it.
	const layout = layoutOf((rows.length > 0 ? rows : []).slice(0, SAMPLE));
	if (layout === undefined) {
		const fault = [...begun, ...reader.end()].find((record) => 'fault' in record);
		return refuse(
			'invalid',
			fault !== undefined && 'fault' in fault ? `Line ${fault.line}: ${fault.fault}.` : NO_ADDRESSES,
		);
	}
	async function* all(known: Layout): AsyncGenerator<Row[]> {
		let header = known.header !== undefined && rows[0] === known.header;
		const read = (records: readonly Record[]): Row[] =>
			records.flatMap((record) => {
				if (isBlank(record)) return [];
				if (header && 'cells' in record) {
					header = false;
					return [];
				}
				return [rowOf(record, known)];
			});
		yield read(begun);
		for await (const some of lines) {
			yield read(reader.take(some));
			if (reader.hopeless()) {
				throw unreadable(`line ${some[0]?.number ?? 0} and a thousand before it have broken quotes`);
			}
		}
		yield read(reader.end());
	}
	return {layout, delimiter, rows: all(layout)};
}

async function fromJson(sample: readonly Line[], lines: AsyncIterable<Line[]>): Promise<List | Refusal> {
	const table = await jsonRows(sample, lines);
	const layout = layoutOf(
		table.header === undefined ? table.rows.slice(0, SAMPLE) : [table.header, ...table.rows.slice(0, SAMPLE)],
	);
	if (layout === undefined) return refuse('invalid', NO_ADDRESSES);
	async function* all(known: Layout): AsyncGenerator<Row[]> {
		yield table.rows.map((cells, index) => rowOf({line: index + 1, cells}, known));
	}
	return {layout, delimiter: ',', rows: all(layout)};
}

const isBlank = (record: Record): boolean => 'cells' in record && record.cells.every((cell) => cell.trim() === '');

function rowOf(record: Record, {address: column}: Layout): Row {
	if ('fault' in record) {
		return {line: record.line, cells: [], given: record.given, address: undefined, fault: record.fault};
	}
	const {line, cells} = record;
	const given = cells[column] ?? '';
	// A name with a comma in it splits the line of a mailbox: its last cell has the address.
	const address = parseAddress(given) ?? (cells.length === 1 ? parseAddress(cells[0] ?? '') : undefined);
	if (address !== undefined) return {line, cells, given: given || (cells[0] ?? ''), address};
	return {line, cells, given: given.slice(0, 200), address: undefined, fault: addressFault(given)};
}
