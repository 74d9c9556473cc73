import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import {declareValuePlugin, PluginKind} from '@stryker-mutator/api/plugin';
import type {Reporter} from '@stryker-mutator/api/report';

/**
 * Names the mutants that no test notices and that explained.txt of this folder does not explain, and the explanations
 * that explain nothing any more. Both are told in the file's own notation, so that a line can be copied into it.
 */

type Report = Parameters<NonNullable<Reporter['onMutationTestReportReady']>>[0];
type Mutated = Report['files'][string]['mutants'][number];

const EXPLAINED = join(import.meta.dirname, 'explained.txt');
/** Of a mutant over many lines so much is told. */
const LONGEST = 200;

/** "rules/marks.ts" of shared/classify/rules/marks.ts. */
const nameOf = (file: string): string => file.slice(file.indexOf('classify/') + 'classify/'.length);

const inOneLine = (code: string): string => code.replaceAll(/\s+/g, ' ').trim().slice(0, LONGEST);

/** "marks.ts: if (a < b) { => if (a <= b) {": the lines as they are, then as the mutant has them. */
function notation(file: string, source: string, {location: {start, end}, replacement = ''}: Mutated): string {
	const lines = source.split('\n').slice(start.line - 1, end.line);
	const head = lines[0]?.slice(0, start.column - 1) ?? '';
	const tail = lines.at(-1)?.slice(end.column - 1) ?? '';
	return `${nameOf(file)}: ${inOneLine(lines.join('\n'))} => ${inOneLine(head + replacement + tail)}`;
}

/** The explained mutants: all lines that are no heading ("## why"). */
function explained(): ReadonlySet<string> {
	const lines = readFileSync(EXPLAINED, 'utf8').split('\n');
	return new Set(lines.filter((line) => line.trim() !== '' && !line.startsWith('#')));
}

function told({files}: Report): string {
	const known = explained();
	const met = new Set<string>();
	const open: string[] = [];
	let killed = 0;
	let survived = 0;
	for (const [file, {source, mutants}] of Object.entries(files)) {
		for (const mutant of mutants) {
			if (mutant.status === 'Killed' || mutant.status === 'Timeout') killed++;
			if (mutant.status !== 'Survived' && mutant.status !== 'NoCoverage') continue;
			survived++;
			const line = notation(file, source, mutant);
			if (known.has(line)) met.add(line);
			else open.push(line);
		}
	}
	const mutated = new Set(Object.keys(files).map(nameOf));
	const stale = [...known].filter((line) => !met.has(line) && mutated.has(line.slice(0, line.indexOf(':'))));
	return [
		...open.map((line) => `not explained: ${line}`),
		...stale.map((line) => `explains nothing: ${line}`),
		`${killed} killed, ${survived} survived, of which ${survived - open.length} are explained and ${open.length} are not`,
		'',
	].join('\n');
}

/** Stryker's plugin: its reporter "survivors". */
export const strykerPlugins = [
	declareValuePlugin(PluginKind.Reporter, 'survivors', {
		onMutationTestReportReady: (report) => {
			process.stdout.write(told(report));
		},
	}),
];
