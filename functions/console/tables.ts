import {join} from 'node:path';
import type {Plugin} from 'esbuild';
import type {Rule} from '#shared/classify/rule.ts';
import {LAYERS, MARKS} from '#shared/classify/rules/index.ts';
import {CATEGORY_ADVICE} from '#shared/insight/advice/categories.ts';
import type {AdviceRow} from '#shared/insight/advice/row.ts';
import {STORIES} from '#shared/insight/advice/stories.ts';
import {CELL, COLUMN, ITEM} from './page/unpacked.ts';

/** What rows have for those who read and test them: the engine does without, and the browser need not load it. */
const EVIDENCE: ReadonlySet<string> = new Set(['seen', 'not', 'source'] satisfies readonly (
	| keyof Rule
	| keyof AdviceRow
)[]);

const isText = (value: unknown): value is string => typeof value === 'string';

function isTexts(value: unknown): value is readonly string[] {
	return Array.isArray(value) && value.length > 0 && value.every(isText);
}

/** A column: its name, what its cells are, and a cell for each row, empty where a row has none. */
function column(name: string, cells: readonly unknown[]): string {
	const given = cells.filter((cell) => cell !== undefined);
	const kind = given.every(isText) ? 'text' : given.every(isTexts) ? 'list' : 'data';
	for (const text of kind === 'data' ? given.map((cell) => JSON.stringify(cell)) : given.flat()) {
		if (
			!isText(text) ||
			text === '' ||
			[COLUMN, CELL, kind === 'list' ? ITEM : CELL].some((part) => text.includes(part))
		)
			throw new Error(`cannot be packed: ${JSON.stringify(text)} of ${name}`);
	}
	const written = cells.map((cell) => {
		if (cell === undefined) return '';
		return isText(cell) && kind === 'text'
			? cell
			: isTexts(cell) && kind === 'list'
				? cell.join(ITEM)
				: JSON.stringify(cell);
	});
	return [name, kind, ...written].join(CELL);
}

/** Rows as an expression: one text, column after column, since what is like compresses best side by side. */
function packed(table: readonly object[]): string {
	const rows = table.map((row) => new Map<string, unknown>(Object.entries(row)));
	const names = new Set(rows.flatMap((row) => [...row.keys()]).filter((name) => !EVIDENCE.has(name)));
	const columns = [...names].map((name) =>
		column(
			name,
			rows.map((row) => row.get(name)),
		),
	);
	return `unpacked(${JSON.stringify(columns.join(COLUMN))})`;
}

function classifierRows(): string {
	const layers = LAYERS.map(({rules, ...layer}) => ({...layer, count: rules.length}));
	return `const all = ${packed(LAYERS.flatMap(({rules}) => rules))};
export const LAYERS = ${packed(layers)}.map(({count, ...layer}) => ({...layer, rules: all.splice(0, count)}));
export const MARKS = ${packed(MARKS)};`;
}

function categoryAdvice(): string {
	const table = Object.entries(CATEGORY_ADVICE).map(([category, row]) => ({category, ...row}));
	return `export const CATEGORY_ADVICE = Object.fromEntries(
	${packed(table)}.map(({category, ...row}) => [category, row]));`;
}

/** What is loaded in the place of a file of tables: the same rows without evidence, packed. */
const TABLES: readonly {readonly file: RegExp; readonly contents: () => string}[] = [
	{file: /[\\/]shared[\\/]classify[\\/]rules[\\/]index\.ts$/, contents: classifierRows},
	{file: /[\\/]shared[\\/]insight[\\/]advice[\\/]categories\.ts$/, contents: categoryAdvice},
	{
		file: /[\\/]shared[\\/]insight[\\/]advice[\\/]stories\.ts$/,
		contents: () => `export const STORIES = ${packed(STORIES)};`,
	},
];

/** The classifier's rows and the advice as the browser loads them. */
export const PACKED_TABLES: Plugin = {
	name: 'packed-tables',
	setup: ({onLoad}) => {
		for (const {file, contents} of TABLES) {
			onLoad({filter: file}, () => ({
				contents: `import {unpacked} from './unpacked.ts';\n${contents()}`,
				resolveDir: join(import.meta.dirname, 'page'),
				loader: 'js',
			}));
		}
	},
};
