import type {Run} from './io.ts';

/** One command. Its file is loaded only when it is called: `classify` must not wait for the AWS clients. */
export interface Command {
	readonly name: string;
	/** One line for the list of commands. */
	readonly summary: string;
	/** How it is called. */
	readonly usage: string;
	readonly load: () => Promise<{readonly run: Run}>;
}

/** The commands, in the order in which they are listed. */
export const COMMANDS: readonly Command[] = [];
