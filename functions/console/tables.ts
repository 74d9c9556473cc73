import {join} from 'node:path';
import type {Plugin} from 'esbuild';
import type {Rule} from '#shared/classify/rule.ts';
import {LAYERS, MARKS} from '#shared/classify/rules/index.ts';
import {BLOCKLIST_LINKS} from '#shared/insight/advice/blocklist-links.ts';
import {CATEGORY_ADVICE} from '#shared/insight/advice/categories.ts';
import type {AdviceRow} from '#shared/insight/advice/row.ts';
import {STORIES} from '#shared/insight/advice/stories.ts';
import {CELL, COLUMN, ITEM} from './page/unpacked.ts';

/** What rows have for those who read and test them, and what only the API tells of advice: the page shows none of it. */
const RULES_WITHOUT: readonly string[] = ['seen', 'not', 'source'] satisfies readonly (keyof Rule)[];
const ADVICE_WITHOUT: readonly string[] = ['id', 'source'] satisfies readonly (keyof AdviceRow)[];

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
function packed(table: readonly object[], without: readonly string[]): string {
	const rows = table.map((row) => new Map<string, unknown>(Object.entries(row)));
	const names = new Set(rows.flatMap((row) => [...row.keys()]).filter((name) => !without.includes(name)));
	const columns = [...names].map((name) =>
		column(
			name,
			rows.map((row) => row.get(name)),
		),
	);
	return `unpacked(${JSON.stringify(columns.join(COLUMN))})`;
}

/** The page asks about texts alone: what an ESP concluded is never asked there. */
const FOR_TEXTS = LAYERS.filter(({basis}) => basis !== 'esp');

function classifierRows(): string {
	const layers = FOR_TEXTS.map(({rules, ...layer}) => ({...layer, count: rules.length}));
	return `const all = ${packed(
		FOR_TEXTS.flatMap(({rules}) => rules),
		RULES_WITHOUT,
	)};
export const LAYERS = ${packed(layers, [])}.map(({count, ...layer}) => ({...layer, rules: all.splice(0, count)}));
export const MARKS = ${packed(MARKS, [])};`;
}

/** An expression for a table whose rows have names. */
function packedByName(table: Readonly<Record<string, object>>, without: readonly string[]): string {
	const rows = Object.entries(table).map(([name, row]) => ({...row, name}));
	return `Object.fromEntries(${packed(rows, without)}.map(({name, ...row}) => [name, row]))`;
}

/** What is loaded in the place of a file of tables: the same rows without evidence, packed. */
const TABLES: readonly {readonly file: RegExp; readonly contents: () => string}[] = [
	{file: /[\\/]shared[\\/]classify[\\/]rules[\\/]index\.ts$/, contents: classifierRows},
	{
		file: /[\\/]shared[\\/]insight[\\/]advice[\\/]categories\.ts$/,
		contents: () => `export const CATEGORY_ADVICE = ${packedByName(CATEGORY_ADVICE, ADVICE_WITHOUT)};`,
	},
	{
		file: /[\\/]shared[\\/]insight[\\/]advice[\\/]stories\.ts$/,
		contents: () => `export const STORIES = ${packed(STORIES, ADVICE_WITHOUT)};`,
	},
	{
		file: /[\\/]shared[\\/]insight[\\/]advice[\\/]blocklist-links\.ts$/,
		contents: () => `export const BLOCKLIST_LINKS = ${packedByName(BLOCKLIST_LINKS, [])};`,
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
