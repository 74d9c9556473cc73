import {spawn} from 'node:child_process';
import {createHash} from 'node:crypto';
import {
	existsSync,
	mkdirSync,
	mkdtempSync,
	readdirSync,
	readFileSync,
	renameSync,
	rmSync,
	statSync,
	utimesSync,
	writeFileSync,
} from 'node:fs';
import {join} from 'node:path';
import process from 'node:process';
import {isObject, type Json, parseJson} from './json.ts';
import {pause} from './pause.ts';
import {codeOf, problem} from './problem.ts';

/** What a synthesis reads: the stack, the functions, and what they are bundled with. */
const SOURCES = ['infra', 'functions', 'shared', 'cdk.json', 'package.json', 'package-lock.json', 'tsconfig.json'];
const NOT_READ = ['infra/local', 'functions/command'];
/** Assemblies kept of earlier sources; a running stack starts instances from its own. */
const KEPT = 5;

/**
 * Synthesizes the stack as `cdk synth` does. The assembly of the same sources is taken again: it would be the same, byte for
 * byte.
 *
 * @param root the project's folder
 * @returns the folder of the assembly
 * @throws Problem with what the CDK app said, where it fails
 */
export async function synthesize(root: string): Promise<string> {
	const shelf = join(root, 'cdk.out', 'local');
	const print = fingerprint(root);
	const assembly = join(shelf, print);
	if (existsSync(join(assembly, 'manifest.json'))) {
		const now = new Date();
		utimesSync(assembly, now, now);
		return assembly;
	}
	mkdirSync(shelf, {recursive: true});
	const turn = `${assembly}.making`;
	if (!takeTurn(turn)) {
		// Somebody else makes the same: two at once would take twice as long.
		await pause(200);
		return synthesize(root);
	}
	const made = mkdtempSync(join(shelf, 'new-'));
	try {
		await runApp(root, made);
		// The bundles are CommonJS, and stand below a package.json that says otherwise.
		writeFileSync(join(made, 'package.json'), '{"type": "commonjs"}\n');
		// Sources that changed meanwhile may be in it or not: then it is good for this once.
		if (fingerprint(root) !== print) return made;
		rmSync(assembly, {recursive: true, force: true});
		renameSync(made, assembly);
		return assembly;
	} catch (error) {
		rmSync(made, {recursive: true, force: true});
		throw error;
	} finally {
		rmSync(turn, {recursive: true, force: true});
		prune(shelf);
	}
}

/** One process at a time makes an assembly; a turn that nobody ended is over after two minutes. */
function takeTurn(turn: string): boolean {
	try {
		mkdirSync(turn);
		return true;
	} catch (error) {
		if (codeOf(error) !== 'EEXIST') throw error;
		const since = statSync(turn, {throwIfNoEntry: false})?.mtimeMs ?? 0;
		if (Date.now() - since > 120_000) rmSync(turn, {recursive: true, force: true});
		return false;
	}
}

/** A hash over the names and contents of all that a synthesis reads. */
function fingerprint(root: string): string {
	const hash = createHash('sha256').update(process.version);
	const add = (path: string): void => {
		const whole = join(root, path);
		if (NOT_READ.includes(path) || !existsSync(whole)) return;
		if (statSync(whole).isDirectory()) {
			for (const name of readdirSync(whole).sort()) add(`${path}/${name}`);
		} else {
			hash.update(`\0${path}\0`).update(readFileSync(whole));
		}
	};
	for (const source of SOURCES) add(source);
	return hash.digest('hex').slice(0, 24);
}

/** The context that the CDK's command line would hand to the app. */
function context(root: string): Json {
	const config = parseJson(readFileSync(join(root, 'cdk.json'), 'utf8'));
	const own = isObject(config) && isObject(config.context) ? config.context : {};
	return {...own, 'aws:cdk:enable-path-metadata': true, 'aws:cdk:disable-version-reporting': true};
}

async function runApp(root: string, out: string): Promise<void> {
	const child = spawn(process.execPath, ['infra/app.ts'], {
		cwd: root,
		// The template's own checks change nothing in it and take half the time: `npm run synth` and the tests make them.
		env: {...process.env, CDK_OUTDIR: out, CDK_CONTEXT_JSON: JSON.stringify(context(root)), CDK_VALIDATION: 'false'},
		stdio: ['ignore', 'pipe', 'pipe'],
	});
	let said = '';
	for (const stream of [child.stdout, child.stderr]) {
		stream.setEncoding('utf8').on('data', (text: string) => {
			said = `${said}${text}`.slice(-8_000);
		});
	}
	const code = await new Promise<number | null>((resolve, reject) => {
		child.once('error', reject);
		child.once('close', resolve);
	});
	if (code !== 0) throw problem(`The stack cannot be synthesized; \`npm run synth\` says more:\n${reason(said)}`);
}

/** What the app said, without its progress and without stack traces. */
function reason(said: string): string {
	return said
		.split('\n')
		.filter((line) => line.trim() !== '' && line.length < 500 && !/^Bundling asset |^\s+at |^Node\.js v/.test(line))
		.slice(0, 12)
		.join('\n');
}

function prune(shelf: string): void {
	const byAge = readdirSync(shelf)
		.filter((name) => !name.endsWith('.making'))
		.map((name) => ({path: join(shelf, name), at: statSync(join(shelf, name)).mtimeMs}))
		.sort((one, other) => other.at - one.at);
	for (const {path} of byAge.slice(KEPT)) rmSync(path, {recursive: true, force: true});
}
