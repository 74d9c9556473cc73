import {accessSync, constants, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync} from 'node:fs';
import {dirname, join} from 'node:path';
import process from 'node:process';
import {isObject, type JsonObject, tryJson} from './json.ts';
import {codeOf, problem} from './problem.ts';
import type {Checkpoints} from './stream.ts';

/** The folder that has everything that outlives a start. One stack at a time uses it. */
export interface DataFolder {
	readonly path: string;
	/** Writes a file whole: a reader sees the old one or the new one. */
	write(name: string, content: JsonObject): void;
	remove(name: string): void;
	/** Lets another stack have it. */
	release(): void;
}

const LOCK = 'running.json';

/**
 * Takes the data folder for this process, making it where it is missing.
 *
 * @param fresh removes first what is in it
 * @throws Problem where it cannot be written, or another stack uses it
 */
export function takeDataFolder(path: string, fresh: boolean): DataFolder {
	const lock = join(path, LOCK);
	try {
		make(path);
		accessSync(path, constants.R_OK | constants.W_OK | constants.X_OK);
		refuseSecond(path, lock);
		if (fresh) {
			rmSync(path, {recursive: true, force: true});
			make(path);
		}
		writeFileSync(lock, JSON.stringify({pid: process.pid}));
	} catch (error) {
		const code = codeOf(error);
		if (code === undefined) throw error;
		throw problem(
			`The data folder ${path} cannot be used (${code}): make it a folder that you may write, or remove it.`,
			error,
		);
	}
	return {
		path,
		write: (name, content) => {
			const part = join(path, `${name}.part`);
			writeFileSync(part, `${JSON.stringify(content, undefined, '\t')}\n`);
			renameSync(part, join(path, name));
		},
		remove: (name) => rmSync(join(path, name), {force: true}),
		release: () => rmSync(lock, {force: true}),
	};
}

/** Not by mkdir's own `recursive`, which never ends where a file system such as /proc takes no folder. */
function make(path: string): void {
	if (existsSync(path)) return;
	if (dirname(path) !== path) make(dirname(path));
	mkdirSync(path);
}

function refuseSecond(path: string, lock: string): void {
	if (!existsSync(lock)) return;
	const owner = tryJson(readFileSync(lock, 'utf8'));
	const pid = isObject(owner) && typeof owner.pid === 'number' ? owner.pid : undefined;
	if (pid === undefined || pid === process.pid || !isRunning(pid)) return;
	throw problem(
		`Another local stack (process ${pid}) uses ${path}: stop it with Ctrl-C first; if there is none, remove ${lock}.`,
	);
}

function isRunning(pid: number): boolean {
	try {
		process.kill(pid, 0);
		return true;
	} catch (error) {
		return codeOf(error) === 'EPERM';
	}
}

const CHECKPOINTS = 'checkpoints.json';

/**
 * How far the streams were read by earlier starts.
 *
 * @throws Problem where the file cannot be read
 */
export function openCheckpoints(folder: DataFolder): Checkpoints {
	const file = join(folder.path, CHECKPOINTS);
	const kept = existsSync(file) ? tryJson(readFileSync(file, 'utf8')) : {};
	if (!isObject(kept))
		throw problem(`${file} is broken: remove it, and the streams are read from their beginning again.`);
	const sequences = new Map(Object.entries(kept).map(([shard, sequence]) => [shard, String(sequence)]));
	return {
		get: (shard) => sequences.get(shard),
		set: (shard, sequence) => {
			sequences.set(shard, sequence);
			folder.write(CHECKPOINTS, Object.fromEntries(sequences));
		},
	};
}
