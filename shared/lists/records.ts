import Papa from 'papaparse';
import {parseAddress} from './address.ts';
import {type Line, MAX_LINE} from './lines.ts';

/** One record of a CSV file, or what is wrong with its line. */
export type Record =
	| {readonly line: number; readonly cells: readonly string[]}
	| {readonly line: number; readonly given: string; readonly fault: string};

/** A quoted cell may go over so many lines. */
const MAX_LINES = 50;
/** With more broken lines than this, it is not a file of this kind. */
const MAX_FAULTS = 1000;

/** Takes lines, gives records. A broken record costs its first line alone; reading goes on with the next. */
export interface RecordReader {
	take(lines: readonly Line[]): Record[];
	/** What is left when there are no more lines. */
	end(): Record[];
	/** There were so many broken lines that the whole file is taken for broken. */
	hopeless(): boolean;
}

export function recordReader(delimiter: string): RecordReader {
	let open: Line[] = [];
	let faults = 0;

	function refused(out: Record[], fault: string): void {
		const [first, ...others] = open;
		open = [];
		if (first === undefined) return;
		// A list of mailboxes, one a line, is no CSV: "Doe, Jo" <jo@example.com>
		if (parseAddress(first.text) !== undefined) out.push({line: first.number, cells: [first.text]});
		else {
			faults += 1;
			out.push({line: first.number, given: first.text.slice(0, 200), fault});
		}
		for (const line of others) step(out, line);
	}

	function step(out: Record[], line: Line): void {
		if (line.tooLong) {
			refused(out, 'a quote is opened here and not closed');
			open = [line];
			refused(out, `the line is longer than ${MAX_LINE} characters`);
			return;
		}
		const quoted = line.text.includes('"');
		if (open.length === 0 && !quoted) {
			out.push({line: line.number, cells: line.text.split(delimiter)});
			return;
		}
		open.push(line);
		if (quoted) parse(out);
		const length = open.length > 1 ? open.reduce((sum, {text}) => sum + text.length, 0) : 0;
		if (open.length > MAX_LINES || length > MAX_LINE) refused(out, 'a quote is opened here and not closed');
	}

	function parse(out: Record[]): void {
		const text = open.map((line) => line.text).join('\n');
		const {data, errors} = Papa.parse<string[]>(text, {delimiter, newline: '\n'});
		const codes = errors.map(({code}) => code);
		if (codes.includes('InvalidQuotes')) {
			refused(out, 'a quote stands within a quoted cell; write it twice');
			return;
		}
		if (codes.includes('MissingQuotes')) return;
		let number = open[0]?.number ?? 0;
		open = [];
		for (const cells of data) {
			out.push({line: number, cells});
			number += cells.join('').split('\n').length;
		}
	}

	return {
		take: (lines) => {
			const out: Record[] = [];
			for (const line of lines) step(out, line);
			return out;
		},
		end: () => {
			const out: Record[] = [];
			while (open.length > 0) refused(out, 'a quote is opened here and not closed');
			return out;
		},
		hopeless: () => faults > MAX_FAULTS,
	};
}

/** The delimiter of a few lines: what Excel says in a first line `sep=;`, else the one by which the lines have most alike. */
export function delimiterOf(lines: readonly Line[]): string {
	const said = /^"?sep=(.)"?$/i.exec(lines[0]?.text ?? '')?.[1];
	if (said !== undefined) return said;
	const sample = lines.map(({text}) => text).join('\n');
	return Papa.parse(sample, {preview: 20, delimitersToGuess: [',', ';', '\t', '|']}).meta.delimiter;
}
