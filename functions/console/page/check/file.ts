import {isUnreadable} from '#shared/lists/decode.ts';
import {readList} from '#shared/lists/read.ts';
import {bytesOf} from '../lists/bytes.ts';
import {type Entry, MAX_ROWS} from './addresses.ts';

/** What is checked of a file. */
interface Read {
	readonly header: readonly string[] | undefined;
	readonly entries: readonly Entry[];
}

/** The rows of a CSV file in any usual form; at most one more than may be checked, so that too many are told. */
export async function readFile(file: Blob): Promise<Read | {readonly problem: string}> {
	const list = await readList(bytesOf(file));
	if ('refused' in list) return {problem: list.detail};
	const entries: Entry[] = [];
	try {
		for await (const rows of list.rows) {
			for (const {line, cells, given, address, fault} of rows) {
				entries.push({line, text: address ?? given, fields: cells, ...(fault === undefined ? {} : {fault})});
			}
			if (entries.length > MAX_ROWS) break;
		}
	} catch (error) {
		if (isUnreadable(error)) return {problem: `The file cannot be read: ${error.message}.`};
		throw error;
	}
	return {header: list.layout.header, entries};
}
