import {isUnreadable} from '#shared/lists/decode.ts';
import {type Entry, entryOf, isLeftOut, type LeftOut} from '#shared/lists/entries.ts';
import {readList} from '#shared/lists/read.ts';
import {classify} from '../engine.ts';
import {bytesOf} from './bytes.ts';

/** Most rows that are imported at once. */
export const MAX_IMPORT = 1_000_000;

/** What a file asks to be suppressed. */
export interface ImportFile {
	/** What the file was taken for: "SES's suppression list". */
	readonly what: string;
	readonly entries: readonly Entry[];
	/** Rows that are not taken over. */
	readonly leftOut: readonly LeftOut[];
}

/** Reads a list to be imported: any CSV with a column of addresses, or the export file of an ESP. */
export async function readImport(file: Blob): Promise<ImportFile | {readonly problem: string}> {
	const list = await readList(bytesOf(file));
	if ('refused' in list) return {problem: list.detail};
	const entries: Entry[] = [];
	const leftOut: LeftOut[] = [];
	try {
		for await (const rows of list.rows) {
			for (const row of rows) {
				const entry = entryOf(row, list.layout, classify);
				if (isLeftOut(entry)) leftOut.push(entry);
				else entries.push(entry);
			}
			if (entries.length + leftOut.length > MAX_IMPORT)
				return {problem: 'The file has more than a million rows; split it.'};
		}
	} catch (error) {
		if (isUnreadable(error)) return {problem: `The file cannot be read: ${error.message}.`};
		throw error;
	}
	return {what: list.layout.format.what, entries, leftOut};
}
