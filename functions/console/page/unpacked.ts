/** Part the columns of a table, the cells of a column, and the texts of a list. No text of a table holds them. */
export const COLUMN = '^';
export const CELL = '\n';
export const ITEM = '~';

/** The rows of a table that the console's build packed into one text. A column is its name, its kind, and its cells. */
export function unpacked(table: string): Record<string, unknown>[] {
	const rows: Record<string, unknown>[] = [];
	for (const column of table.split(COLUMN)) {
		const [name = '', kind, ...cells] = column.split(CELL);
		for (const [at, cell] of cells.entries()) {
			rows[at] ??= {};
			if (cell !== '') rows[at][name] = kind === 'text' ? cell : kind === 'list' ? cell.split(ITEM) : JSON.parse(cell);
		}
	}
	return rows;
}
