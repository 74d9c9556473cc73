import {type ChildProcess, spawn} from 'node:child_process';
import {existsSync} from 'node:fs';
import {createRequire} from 'node:module';
import {dirname, join} from 'node:path';
import process from 'node:process';
import {pause} from './pause.ts';
import {freePort} from './port.ts';
import {problem} from './problem.ts';

/** A running DynamoDB. */
export interface TableEngine {
	readonly endpoint: string;
	stop(): Promise<void>;
}

/**
 * Starts the embedded DynamoDB engine with its data in one file of the folder; or takes the DynamoDB that `endpoint` names.
 *
 * @throws Problem where there is no binary for this platform, or its data cannot be read
 */
export async function startTables(
	folder: string,
	endpoint: string | undefined,
	say: (line: string) => void = () => {},
): Promise<TableEngine> {
	if (endpoint !== undefined && endpoint !== '') return otherEngine(endpoint);
	const file = join(folder, 'tables.db');
	const port = await freePort();
	const args = ['serve', '--host', '127.0.0.1', '--port', String(port), '--db-path', file];
	const child = spawn('/bin/sh', ['-c', TIED, binary(), ...args], {stdio: ['pipe', 'ignore', 'pipe'], detached: true});
	let said = '';
	child.stderr.setEncoding('utf8').on('data', (text: string) => {
		said = `${said}${text}`.slice(0, 2_000);
	});
	const ended = new Promise<void>((resolve) => child.once('close', () => resolve()));
	await Promise.race([listening(port, child), ended]);
	if (child.exitCode !== null || child.signalCode !== null) {
		const why = said.replace(/^error: /, '').split(/\. |\n/)[0];
		throw problem(
			`The tables in ${file} cannot be opened (${why}): \`npm start -- --fresh\` starts over without them.`,
		);
	}
	let stopping = false;
	void ended.then(() => {
		if (!stopping)
			say('  The embedded DynamoDB engine ended by itself: stop with Ctrl-C and start again; no data is lost.');
	});
	return {
		endpoint: `http://127.0.0.1:${port}`,
		stop: async () => {
			stopping = true;
			child.stdin.end();
			await ended;
		},
	};
}

async function otherEngine(given: string): Promise<TableEngine> {
	const endpoint = given.replace(/\/+$/, '');
	try {
		await fetch(endpoint, {signal: AbortSignal.timeout(5_000)});
	} catch (error) {
		throw problem(`There is no DynamoDB at DYNAMODB_ENDPOINT=${given}: start it there, or unset the variable.`, error);
	}
	return {endpoint, stop: async () => {}};
}

/**
 * Runs the engine until standard input ends, which it does however this process ends: an engine left behind would hold the
 * data. In a process group of its own, so that Ctrl-C ends it only after the functions have written what they had to.
 */
const TIED = [
	'exec 3<&0',
	'"$0" "$@" &',
	'engine=$!',
	'(cat <&3 >/dev/null; kill $engine) 2>/dev/null &',
	'reader=$!',
	'wait $engine',
	'code=$?',
	'kill $reader 2>/dev/null',
	'exit $code',
].join('\n');

function binary(): string {
	const name = `@dynoxide/${process.platform}-${process.arch}`;
	try {
		const file = join(dirname(createRequire(import.meta.url).resolve(`${name}/package.json`)), 'dynoxide');
		if (existsSync(file)) return file;
	} catch {
		// told below
	}
	throw problem(
		`There is no embedded DynamoDB engine for this platform (${name}): run DynamoDB Local and start with DYNAMODB_ENDPOINT=http://127.0.0.1:8000 npm start.`,
	);
}

async function listening(port: number, child: ChildProcess): Promise<void> {
	for (let attempt = 0; attempt < 400 && child.exitCode === null; attempt += 1) {
		try {
			await fetch(`http://127.0.0.1:${port}/`, {signal: AbortSignal.timeout(1_000)});
			return;
		} catch {
			await pause(25);
		}
	}
}
