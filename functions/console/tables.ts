import type {Plugin} from 'esbuild';
import type {Rule} from '#shared/classify/rule.ts';
import {LAYERS, MARKS} from '#shared/classify/rules/index.ts';
import {CATEGORY_ADVICE} from '#shared/insight/advice/categories.ts';
import type {AdviceRow} from '#shared/insight/advice/row.ts';
import {STORIES} from '#shared/insight/advice/stories.ts';

/** What rows have for those who read and test them: the engine does without, and the browser need not load it. */
const EVIDENCE: ReadonlySet<string> = new Set(['seen', 'not', 'source'] satisfies readonly (
	| keyof Rule
	| keyof AdviceRow
)[]);

/** Reads what `columns` wrote. Runs in the browser, hence in JavaScript. */
const ROWS = `const rows = (columns) => Object.values(columns)[0].map((_, row) =>
	Object.fromEntries(Object.entries(columns).flatMap(([name, cells]) => (cells[row] === 0 ? [] : [[name, cells[row]]]))));\n`;

/** Rows as one list of cells for each field, 0 where a row has none: like stands beside like, which compresses better. */
function columns(table: readonly object[]): string {
	const rows = table.map((row) => new Map<string, unknown>(Object.entries(row)));
	const names = new Set(rows.flatMap((row) => [...row.keys()]).filter((name) => !EVIDENCE.has(name)));
	return JSON.stringify(Object.fromEntries([...names].map((name) => [name, rows.map((row) => row.get(name) ?? 0)])));
}

function classifierRows(): string {
	const layers = LAYERS.map(({rules, ...layer}) => ({...layer, count: rules.length}));
	return `${ROWS}
const all = rows(${columns(LAYERS.flatMap(({rules}) => rules))});
export const LAYERS = rows(${columns(layers)}).map(({count, ...layer}) => ({...layer, rules: all.splice(0, count)}));
export const MARKS = rows(${columns(MARKS)});`;
}

/** What is loaded in the place of a file of tables: the same rows, packed and without evidence. They are plain data, so JSON holds them. */
const TABLES: readonly {readonly file: RegExp; readonly contents: () => string}[] = [
	{file: /[\\/]shared[\\/]classify[\\/]rules[\\/]index\.ts$/, contents: classifierRows},
	{
		file: /[\\/]shared[\\/]insight[\\/]advice[\\/]categories\.ts$/,
		contents: () => `${ROWS}
const names = ${JSON.stringify(Object.keys(CATEGORY_ADVICE))};
export const CATEGORY_ADVICE = Object.fromEntries(rows(${columns(Object.values(CATEGORY_ADVICE))}).map((row, at) => [names[at], row]));`,
	},
	{
		file: /[\\/]shared[\\/]insight[\\/]advice[\\/]stories\.ts$/,
		contents: () => `${ROWS}export const STORIES = rows(${columns(STORIES)});`,
	},
];

/** The classifier's rows and the advice as the browser loads them. */
export const PACKED_TABLES: Plugin = {
	name: 'packed-tables',
	setup: ({onLoad}) => {
		for (const {file, contents} of TABLES) onLoad({filter: file}, () => ({contents: contents(), loader: 'js'}));
	},
};
