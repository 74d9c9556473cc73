import type {Readable, Writable} from 'node:stream';

/** What a command reads and writes: the process's own streams, or a test's. */
export interface Io {
	readonly stdin: Readable;
	/** Results, and nothing else: programs read it. */
	readonly out: Writable;
	/** Hints, progress and complaints. */
	readonly err: Writable;
}

/** A command: its arguments without its own name → exit code (0 done, 1 failed, 2 wrong use). */
export type Run = (args: string[], io: Io) => Promise<number>;

/** Tells why it went no further, in one line, and gives the exit code for wrong use. */
export function wrongUse(io: Io, sentence: string): 2 {
	io.err.write(`bounce: ${sentence}\n`);
	return 2;
}

/** Tells what did not work, in one line, and gives the exit code for it. */
export function failed(io: Io, sentence: string): 1 {
	io.err.write(`bounce: ${sentence}\n`);
	return 1;
}
