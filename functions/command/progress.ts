import type {Io} from './io.ts';

/** Tells how far a long work is: on a terminal in one line that changes, elsewhere a line now and then. */
export interface Progress {
	/** @param share from 0 to 1, where it is known */
	at(count: number, share?: number): void;
	/** Clears the line on a terminal. */
	end(): void;
}

const EVERY = 10_000;

/** @param what "rows checked" */
export function progress({err}: Io, what: string): Progress {
	const terminal = 'isTTY' in err && err.isTTY === true;
	let told = 0;
	const words = (count: number, share?: number): string => {
		const percent = share === undefined ? '' : ` (${Math.min(100, Math.floor(share * 100))} %)`;
		return `${count.toLocaleString('en-US')} ${what}${percent}`;
	};
	return {
		at: (count, share) => {
			if (terminal) err.write(`\r\u001b[K${words(count, share)}`);
			else if (count - told >= EVERY) {
				told = count;
				err.write(`bounce: ${words(count, share)}\n`);
			}
		},
		end: () => {
			if (terminal) err.write('\r\u001b[K');
		},
	};
}
