import {existsSync, renameSync, rmSync} from 'node:fs';
import {type FileHandle, open} from 'node:fs/promises';
import {resolve} from 'node:path';

/** A file that is there whole or not at all: it gets its name when it is finished. */
export interface OutFile {
	write(text: string): Promise<void>;
	finish(): Promise<void>;
	/** Leaves nothing behind. */
	discard(): Promise<void>;
}

export async function outFile(path: string): Promise<OutFile> {
	const part = `${path}.part`;
	const handle: FileHandle = await open(part, 'w');
	return {
		write: async (text) => {
			await handle.write(text);
		},
		finish: async () => {
			await handle.close();
			renameSync(part, path);
		},
		discard: async () => {
			await handle.close();
			rmSync(part, {force: true});
		},
	};
}

/** Whether two paths mean the same file. */
export const isSameFile = (one: string, other: string): boolean => existsSync(one) && resolve(one) === resolve(other);
