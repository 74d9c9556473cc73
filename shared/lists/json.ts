import {jsonFault} from '#shared/model/json-fault.ts';
import {unreadable} from './decode.ts';
import type {Line} from './lines.ts';

/** JSON is read whole: at most so many characters of it. */
const MAX_JSON = 33_554_432;

/** Where the ESPs' answers keep the list. */
const LISTS = ['SuppressedDestinationSummaries', 'Suppressions', 'suppressions', 'recipient_emails', 'emails'];

export interface JsonTable {
	/** The entries' field names; undefined where the entries are plain texts. */
	readonly header: readonly string[] | undefined;
	readonly rows: readonly (readonly string[])[];
}

/**
 * A list in JSON as a table: an array of texts or objects, an ESP's answer that has such an array in it, or one object a line.
 *
 * @throws Error `isUnreadable` where it is no JSON, has no list in it, or is larger than 32 MiB
 */
export async function jsonRows(sample: readonly Line[], lines: AsyncIterable<Line[]>): Promise<JsonTable> {
	const texts: string[] = [];
	let length = 0;
	const keep = (some: readonly Line[]) => {
		for (const {number, text, tooLong} of some) {
			if (tooLong) throw unreadable(`line ${number} is too long; a JSON list has one entry a line, or is indented`);
			length += text.length;
			if (length > MAX_JSON) throw unreadable('the list is larger than 32 MiB of JSON; split it, or take CSV');
			texts.push(text);
		}
	};
	keep(sample);
	for await (const some of lines) keep(some);
	return tableOf(listIn(texts));
}

function listIn(texts: readonly string[]): readonly unknown[] {
	const full = texts.filter((text) => text.trim() !== '');
	// One object a line: the first line is JSON by itself.
	if (full.length > 1 && full.every((text) => /^\s*\{.*\}\s*$/.test(text))) {
		return texts.flatMap((text, index) => (text.trim() === '' ? [] : [parsed(text, index)])).flatMap(entriesIn);
	}
	return entriesIn(parsed(texts.join('\n'), 0));
}

function parsed(text: string, before: number): unknown {
	try {
		return JSON.parse(text);
	} catch (error) {
		const line = text.slice(0, jsonFault(text, error)).split('\n').length;
		throw unreadable(`the list stops being JSON at line ${before + line}`);
	}
}

function entriesIn(value: unknown): readonly unknown[] {
	if (Array.isArray(value)) return value;
	if (typeof value !== 'object' || value === null) throw unreadable('there is no list in this JSON');
	for (const name of LISTS) {
		const list: unknown = Object.hasOwn(value, name) ? Reflect.get(value, name) : undefined;
		if (Array.isArray(list)) return list;
	}
	return [value];
}

function tableOf(entries: readonly unknown[]): JsonTable {
	const fields = new Set<string>();
	for (const entry of entries) {
		if (typeof entry === 'object' && entry !== null) for (const name of Object.keys(entry)) fields.add(name);
		if (fields.size > 100) break;
	}
	if (fields.size === 0) return {header: undefined, rows: entries.map((entry) => [textOf(entry)])};
	const header = [...fields].slice(0, 100);
	return {header, rows: entries.map((entry) => header.map((name) => textOf(memberOf(entry, name))))};
}

function memberOf(entry: unknown, name: string): unknown {
	return typeof entry === 'object' && entry !== null && Object.hasOwn(entry, name)
		? Reflect.get(entry, name)
		: undefined;
}

const textOf = (value: unknown): string =>
	typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? String(value) : '';
