import {createReadStream, statSync} from 'node:fs';
import type {Readable} from 'node:stream';
import {isUnreadable} from '#shared/lists/decode.ts';
import {type List, type Row, readList} from '#shared/lists/read.ts';
import {isRefusal, type Refusal, refuse} from '#shared/model/refusal.ts';
import type {Io} from './io.ts';

/** A list in a file or from standard input, and how much of it was read. */
export interface OpenList extends List {
	/** From 0 to 1; undefined where nobody knows how long it is. */
	readonly share: () => number | undefined;
}

/** @param file a path, or `-` for standard input */
export async function openList(file: string, io: Io): Promise<OpenList | Refusal> {
	let size: number | undefined;
	let stream: Readable = io.stdin;
	if (file !== '-') {
		const stat = statSync(file, {throwIfNoEntry: false});
		if (stat?.isFile() !== true) return refuse('invalid', `There is no file ${file}.`);
		size = stat.size;
		stream = createReadStream(file);
	}
	let read = 0;
	async function* bytes(): AsyncGenerator<Uint8Array> {
		for await (const chunk of stream) {
			const some = Buffer.isBuffer(chunk) ? chunk : Buffer.from(String(chunk));
			read += some.length;
			yield some;
		}
	}
	const list = await readList(bytes());
	if (isRefusal(list)) return list;
	return {...list, share: () => (size === undefined || size === 0 ? undefined : read / size)};
}

/**
 * A list's rows in pages.
 *
 * @param count rows of a page, at most
 * @param characters of the addresses in it, at most: the API reads bodies of 1 MiB
 * @returns a refusal as the last page where the file breaks off
 */
export async function* pagesOf(list: List, count: number, characters = 250_000): AsyncGenerator<Row[] | Refusal> {
	let page: Row[] = [];
	let length = 0;
	try {
		for await (const rows of list.rows) {
			for (const row of rows) {
				page.push(row);
				length += row.given.length;
				if (page.length < count && length < characters) continue;
				yield page;
				[page, length] = [[], 0];
			}
		}
	} catch (error) {
		if (!isUnreadable(error)) throw error;
		if (page.length > 0) yield page;
		yield refuse('invalid', `The list breaks off: ${error.message}. What came before is done.`);
		return;
	}
	if (page.length > 0) yield page;
}
