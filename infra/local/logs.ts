import {appendFileSync, existsSync, mkdirSync, renameSync, statSync} from 'node:fs';
import {join} from 'node:path';
import {isObject, tryJson} from './json.ts';

/** A log file is put aside as `.1` at this size, in bytes; the one before it goes. */
const MAX_BYTES = 5_000_000;

/**
 * What a function writes goes to `<folder>/<function>.log`; of an error, one short line goes to the console too.
 *
 * @param say prints one line for the person in front of the screen
 */
export function openLog(folder: string, name: string, say: (line: string) => void): (text: string) => void {
	mkdirSync(folder, {recursive: true});
	const file = join(folder, `${name.toLowerCase()}.log`);
	let bytes = existsSync(file) ? statSync(file).size : 0;
	return (text) => {
		if (bytes > MAX_BYTES) {
			renameSync(file, `${file}.1`);
			bytes = 0;
		}
		appendFileSync(file, text);
		bytes += Buffer.byteLength(text);
		for (const line of text.split('\n')) {
			const error = line.includes('ERROR') ? errorIn(line) : undefined;
			if (error !== undefined) say(`  ${name} reports ${error} (more in ${file})`);
		}
	};
}

/** The event of a structured line of level ERROR, with its cause's first words. */
function errorIn(line: string): string | undefined {
	const entry = tryJson(line);
	if (!isObject(entry) || entry.level !== 'ERROR') return undefined;
	const {error, message} = entry;
	const cause = isObject(error) ? (error.message ?? error.errorMessage) : error;
	const words = typeof cause === 'string' ? `: ${cause.split('\n')[0]?.slice(0, 160)}` : '';
	return `${typeof message === 'string' ? message : 'an error'}${words}`;
}
