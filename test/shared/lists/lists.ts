import {classify} from '#shared/classify/classify.ts';
import {entryOf} from '#shared/lists/entries.ts';
import {type List, type Row, readList} from '#shared/lists/read.ts';
import {isRefusal, type Refusal} from '#shared/model/refusal.ts';

/** Bytes in pieces of a size, as a stream gives them. */
export async function* pieces(bytes: Uint8Array, size = 65_536): AsyncGenerator<Uint8Array> {
	for (let from = 0; from < bytes.length; from += size) yield bytes.subarray(from, from + size);
}

export const bytesOf = (given: string | Uint8Array): Uint8Array =>
	typeof given === 'string' ? Buffer.from(given) : given;

export async function opened(given: string | Uint8Array, size?: number): Promise<List> {
	const list = await readList(pieces(bytesOf(given), size));
	if (isRefusal(list)) throw new Error(list.detail);
	return list;
}

/** All rows of a list. */
export async function rows(given: string | Uint8Array, size?: number): Promise<Row[]> {
	const all: Row[] = [];
	for await (const some of (await opened(given, size)).rows) all.push(...some);
	return all;
}

/** What is read of each row: its line, and its address or what is wrong. */
export const told = async (given: string | Uint8Array, size?: number): Promise<[number, string][]> =>
	(await rows(given, size)).map(({line, address, fault}) => [line, address ?? `! ${fault}`]);

export async function refusal(given: string | Uint8Array): Promise<Refusal | undefined> {
	const list = await readList(pieces(bytesOf(given)));
	return isRefusal(list) ? list : undefined;
}

/** What an import makes of a list. */
export async function entries(given: string | Uint8Array) {
	const list = await opened(given);
	const all = [];
	for await (const some of list.rows) all.push(...some.map((row) => entryOf(row, list.layout, classify)));
	return {what: list.layout.format.what, name: list.layout.format.name, entries: all};
}
