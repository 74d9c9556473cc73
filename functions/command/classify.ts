import {parseArgs} from 'node:util';
import {classify} from '#shared/classify/classify.ts';
import {explain} from '#shared/classify/explain.ts';
import type {Opinion, Response} from '#shared/model/classification.ts';
import type {Io, Run} from './io.ts';

/** Lines are written together in blocks of about so many characters. */
const BLOCK = 65_536;

/** Reads responses, one a line, and prints a verdict for each, one JSON object a line, or with --explain the way to it. */
export const run: Run = async (args, io) => {
	const {values} = parseArgs({args, options: {explain: {type: 'boolean', default: false}}});
	let block = '';
	for await (const line of linesOf(io.stdin)) {
		const response = responseOf(line);
		block += values.explain ? `${explain(response)}\n` : `${JSON.stringify(classify(response))}\n`;
		if (block.length < BLOCK) continue;
		await write(io, block);
		block = '';
	}
	if (block !== '') await write(io, block);
	return 0;
};

/**
 * Lines end with LF or CRLF and with nothing else: a JSON text may hold U+2028 as it is, at which `node:readline` would cut it.
 * A byte order mark is let pass.
 */
async function* linesOf(stdin: Io['stdin']): AsyncGenerator<string> {
	const decoder = new TextDecoder('utf-8');
	const withoutReturn = (line: string) => (line.endsWith('\r') ? line.slice(0, -1) : line);
	let parts: string[] = [];
	for await (const piece of stdin) {
		const [first = '', ...more] = (typeof piece === 'string' ? piece : decoder.decode(piece, {stream: true})).split(
			'\n',
		);
		parts.push(first);
		for (const next of more) {
			yield withoutReturn(parts.join(''));
			parts = [next];
		}
	}
	const last = parts.join('') + decoder.decode();
	if (last !== '') yield withoutReturn(last);
}

/** Waits while the reader is slower than we are, so that memory stays bounded. */
async function write(io: Io, block: string): Promise<void> {
	if (io.out.write(block)) return;
	await new Promise((resolve) => io.out.once('drain', resolve));
}

/** A line that begins with a brace is JSON if it can be read as such; everything else is the response itself. */
function responseOf(line: string): Response {
	if (!line.startsWith('{')) return {text: line};
	let value: unknown;
	try {
		value = JSON.parse(line);
	} catch {
		return {text: line};
	}
	const fields = new Map<string, unknown>(Object.entries(value ?? {}));
	const opinion = opinionOf(fields.get('esp'), fields.get('opinion'));
	return {text: textOf(fields.get('text')), status: textOf(fields.get('status')), opinion};
}

function textOf(value: unknown): string | null {
	if (typeof value === 'number') return String(value);
	return typeof value === 'string' ? value : null;
}

function opinionOf(esp: unknown, words: unknown): Opinion | null {
	if (typeof words !== 'string') return null;
	return esp === 'ses' || esp === 'sendgrid' || esp === 'postmark' ? {esp, words} : null;
}
