import {stripVTControlCharacters, styleText} from 'node:util';
import type {Io} from './io.ts';

/** The widest line that is printed, in characters. */
export const WIDTH = 110;

/** How wide a text is on the screen: styles take no room. */
const widthOf = (text: string): number => [...stripVTControlCharacters(text)].length;

/** A text in at most so many characters, with an ellipsis where something was cut off; control characters as spaces. */
export function cut(text: string, most: number): string {
	const letters = [...text.replace(/\p{Cc}+/gu, ' ')];
	return letters.length <= most ? letters.join('') : `${letters.slice(0, Math.max(0, most - 1)).join('')}…`;
}

/** A number or percentage, or what stands where there is none. */
const NUMBER = /^(?:|\d+(?:\.\d+)?%?|too few|n\/a)$/;

/**
 * Rows as aligned columns, two spaces apart, each line indented. The first row is the head. Columns that hold numbers
 * alone, or words in their place, stand to the right; the first column never does.
 *
 * @param rows cells that were cut to a sensible width before
 */
export function aligned(rows: readonly (readonly string[])[], indent = 2): string {
	const columns = Math.max(0, ...rows.map((row) => row.length));
	const column = (index: number) => rows.map((row) => row[index] ?? '');
	const widths = Array.from({length: columns}, (_, index) => Math.max(...column(index).map(widthOf)));
	const numeric = widths.map(
		(_, index) =>
			index > 0 &&
			column(index)
				.slice(1)
				.every((cell) => NUMBER.test(plain(cell))),
	);
	const lines = rows.map((row) => {
		const cells = row.map((cell, index) => {
			const room = ' '.repeat((widths[index] ?? 0) - widthOf(cell));
			return numeric[index] && rows.length > 1 ? room + cell : cell + room;
		});
		return `${' '.repeat(indent)}${cells.join('  ')}`.trimEnd();
	});
	return `${lines.join('\n')}\n`;
}

const plain = (text: string): string => stripVTControlCharacters(text);

/** Lines of at most `width` characters, broken at spaces; a longer word stands alone. Further lines hang by `hang`. */
export function wrapped(text: string, width: number, indent = '', hang = ''): string {
	const lines: string[] = [];
	for (const paragraph of text.split('\n')) {
		let line = indent;
		let empty = true;
		for (const word of paragraph.split(' ')) {
			if (!empty && widthOf(line) + 1 + widthOf(word) > width) {
				lines.push(line);
				line = indent + hang + word;
			} else {
				line += empty ? word : ` ${word}`;
			}
			empty = false;
		}
		lines.push(line);
	}
	return `${lines.map((line) => line.trimEnd()).join('\n')}\n`;
}

type Style = 'bold' | 'dim' | 'red' | 'green' | 'yellow' | 'cyan';

/** Puts a text into a style, where the output is a terminal that shows styles (NO_COLOR is heeded). */
export type Paint = (style: Style, text: string) => string;

/** The paint for what is written to `out`. */
export function painter(io: Io): Paint {
	return (style, text) => styleText(style, text, {stream: io.out});
}
