import {mkdirSync, readFileSync, writeFileSync} from 'node:fs';
import {basename, join} from 'node:path';
import {brotliCompressSync, constants} from 'node:zlib';
import {type BuildOptions, build, type Plugin} from 'esbuild';
import {PACKED_TABLES} from './tables.ts';

const PAGE = join(import.meta.dirname, 'page');

/** Files that go out as they are. */
const PLAIN = ['page.html', 'icon.svg'] as const;

/** The page loads the engine from a file of its own when it is asked to explain something. */
const ENGINE_APART: Plugin = {
	name: 'engine-apart',
	setup: ({onResolve}) => {
		onResolve({filter: /\/engine\.ts$/}, () => ({path: './engine.js', external: true}));
	},
};

function write(folder: string, name: string, content: Uint8Array): void {
	writeFileSync(join(folder, name), content);
	const params = {[constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY};
	writeFileSync(join(folder, `${name}.br`), brotliCompressSync(content, {params}));
}

async function bundle(folder: string, names: readonly string[], options: BuildOptions): Promise<void> {
	const {outputFiles = []} = await build({
		entryPoints: names.map((name) => join(PAGE, name)),
		outdir: folder,
		entryNames: '[name]',
		chunkNames: '[name]-[hash]',
		bundle: true,
		minify: true,
		charset: 'utf8',
		format: 'esm',
		target: 'es2023',
		write: false,
		...options,
	});
	for (const {path, contents} of outputFiles) write(folder, basename(path), contents);
}

/**
 * Writes what the console serves into a folder, `page` of the function's bundle: page, styles, icon and the bundle of the
 * browser's code, each also compressed, since HTTP APIs do not compress.
 */
export async function buildPage(folder: string): Promise<void> {
	mkdirSync(folder, {recursive: true});
	for (const name of PLAIN) write(folder, name, readFileSync(join(PAGE, name)));
	await bundle(folder, ['page.tsx', 'page.css'], {
		// What only one of the pages needs is loaded with it.
		splitting: true,
		jsx: 'automatic',
		jsxImportSource: 'preact',
		plugins: [ENGINE_APART],
	});
	await bundle(folder, ['engine.ts'], {plugins: [PACKED_TABLES]});
}

/** `node functions/console/build.ts FOLDER`, as the stack's bundling calls it. */
if (import.meta.main) {
	const [folder] = process.argv.slice(2);
	if (folder === undefined) throw new Error('build: name the folder to write to');
	await buildPage(folder);
}
