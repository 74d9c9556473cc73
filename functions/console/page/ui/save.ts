/** A cell of a CSV file: quoted, and with no formula that a spreadsheet would run. */
function cell(text: string): string {
	const harmless = /^\s*[=+\-@\t\r]/.test(text) ? `'${text}` : text;
	return `"${harmless.replaceAll('"', '""')}"`;
}

/** Rows as CSV (RFC 4180). */
export function toCsv(rows: readonly (readonly string[])[]): string {
	return rows.map((row) => `${row.map(cell).join(',')}\r\n`).join('');
}

/** Hands texts over as one file. */
export function save(name: string, texts: readonly string[]): void {
	const url = URL.createObjectURL(new Blob([...texts], {type: 'text/csv;charset=utf-8'}));
	const link = document.createElement('a');
	link.href = url;
	link.download = name;
	link.click();
	setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
