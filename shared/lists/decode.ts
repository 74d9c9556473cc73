/** Lists larger than this are refused; they are read as a stream, so that it is a bound on time and not on memory. */
export const MAX_LIST_BYTES = 134_217_728;

/** A file that is no text is told by its first bytes. */
const BINARY: readonly {readonly begins: readonly number[]; readonly what: string}[] = [
	{begins: [0x50, 0x4b, 0x03, 0x04], what: 'an Excel workbook or a ZIP archive; save it as CSV'},
	{begins: [0xd0, 0xcf, 0x11, 0xe0], what: 'an old Excel workbook; save it as CSV'},
	{begins: [0x25, 0x50, 0x44, 0x46], what: 'a PDF; a list is a CSV file'},
	{begins: [0x1f, 0x8b], what: 'compressed (gzip); unpack it first'},
];

/** The error that says why a whole list cannot be read: a clause for people. */
export function unreadable(why: string): Error {
	const error = new Error(why);
	error.name = 'Unreadable';
	return error;
}

/** Tells it from a fault of the program. */
export const isUnreadable = (error: unknown): error is Error => error instanceof Error && error.name === 'Unreadable';

type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be';

const LF = 0x0a;
const CR = 0x0d;
/** Longer than any line that is read: a cut in the middle of one does no more harm. */
const MAX_UNBROKEN = 1_048_576;

/**
 * Bytes as text: UTF-8 with and without BOM, UTF-16 of both byte orders, Windows-1252 (so Latin-1 too). A line that is no
 * UTF-8 is taken for Windows-1252 by itself: files that were put together of several have both.
 *
 * @throws Error `isUnreadable` where it is no text, or larger than 128 MiB
 */
export async function* decode(source: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
	let encoding: Encoding | undefined;
	let wide: InstanceType<typeof TextDecoder> | undefined;
	let rest: Uint8Array = new Uint8Array();
	let size = 0;
	for await (const chunk of source) {
		size += chunk.length;
		if (size > MAX_LIST_BYTES) throw unreadable('the list is larger than 128 MiB; split it');
		rest = joined(rest, chunk);
		if (encoding === undefined && rest.length < 4) continue;
		if (encoding === undefined) {
			encoding = encodingOf(rest);
			if (encoding !== 'utf-8') wide = new TextDecoder(encoding);
		}
		if (wide !== undefined) {
			yield wide.decode(rest, {stream: true});
			rest = new Uint8Array();
			continue;
		}
		const end = wholeLines(rest);
		if (end > 0) yield narrow(rest.subarray(0, end));
		rest = rest.subarray(end);
	}
	if (encoding === undefined) encoding = encodingOf(rest);
	yield wide === undefined ? narrow(rest) : wide.decode(rest);
}

function joined(one: Uint8Array, other: Uint8Array): Uint8Array {
	if (one.length === 0) return other;
	const both = new Uint8Array(one.length + other.length);
	both.set(one);
	both.set(other, one.length);
	return both;
}

/** By the byte order mark; without one by the zero bytes of its ASCII characters. */
function encodingOf(bytes: Uint8Array): Encoding {
	const binary = BINARY.find(({begins}) => begins.every((byte, index) => bytes[index] === byte));
	if (binary !== undefined) throw unreadable(`the file is ${binary.what}`);
	const [first, second] = bytes;
	if (first === 0xff && second === 0xfe) return 'utf-16le';
	if (first === 0xfe && second === 0xff) return 'utf-16be';
	const zeros = [0, 0];
	const looked = bytes.subarray(0, 1024);
	looked.forEach((byte, index) => {
		if (byte === 0) zeros[index % 2] = (zeros[index % 2] ?? 0) + 1;
	});
	const [even = 0, odd = 0] = zeros;
	const many = looked.length / 5;
	if (odd > many && even < odd / 4) return 'utf-16le';
	if (even > many && odd < even / 4) return 'utf-16be';
	if (even + odd > 0) throw unreadable('the file is no text; a list is a CSV file');
	return 'utf-8';
}

/** Where the last whole line ends. A return at the very end may be half a line break. */
function wholeLines(bytes: Uint8Array): number {
	const feed = bytes.lastIndexOf(LF) + 1;
	if (feed > 0) return feed;
	const back = bytes.lastIndexOf(CR, bytes.length - 2) + 1;
	return back > 0 || bytes.length < MAX_UNBROKEN ? back : bytes.length;
}

const strict = new TextDecoder('utf-8', {fatal: true});
const western = new TextDecoder('windows-1252');

function narrow(bytes: Uint8Array): string {
	const whole = utf8(bytes);
	if (whole !== undefined) return whole;
	const lines: string[] = [];
	for (let from = 0; from < bytes.length; ) {
		const feed = bytes.indexOf(LF, from);
		const line = bytes.subarray(from, feed === -1 ? bytes.length : feed + 1);
		lines.push(utf8(line) ?? western.decode(line));
		from += line.length;
	}
	return lines.join('');
}

function utf8(bytes: Uint8Array): string | undefined {
	try {
		return strict.decode(bytes);
	} catch {
		return undefined;
	}
}
