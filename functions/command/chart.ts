import {at, textAt} from './ask.ts';
import {aligned} from './table.ts';

const LEVELS = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'] as const;
/** Nothing is told apart from little. */
const NONE = '·';
/** A chart has at most so many columns. */
const COLUMNS = 72;

const numberAt = (value: unknown, ...way: string[]): number => {
	const found = at(value, ...way);
	return typeof found === 'number' ? found : 0;
};

/** Numbers put together so that there are no more than so many. */
function grouped(numbers: readonly number[], most: number): number[] {
	const size = Math.max(1, Math.ceil(numbers.length / most));
	const groups = Array.from({length: Math.ceil(numbers.length / size)}, () => 0);
	for (const [index, number] of numbers.entries()) {
		const group = Math.floor(index / size);
		groups[group] = (groups[group] ?? 0) + number;
	}
	return groups;
}

/** Numbers as columns of one line, the greatest as a whole one. */
export function columnsOf(numbers: readonly number[]): string {
	const most = Math.max(0, ...numbers);
	return numbers
		.map((number) => (number <= 0 ? NONE : (LEVELS[Math.ceil((number / most) * LEVELS.length) - 1] ?? LEVELS[0])))
		.join('');
}

/** What is charted of a series, each line with a scale of its own. */
const LINES: readonly (readonly [name: string, of: (row: unknown) => number])[] = [
	['delivered', (row) => numberAt(row, 'delivered')],
	['dead', (row) => numberAt(row, 'bounced', 'dead')],
	['blocked', (row) => numberAt(row, 'bounced', 'block')],
	['other bounces', (row) => numberAt(row, 'bounced', 'other')],
	['deferred', (row) => numberAt(row, 'deferred')],
	['complained', (row) => numberAt(row, 'complained')],
];

/** A series of the API as a small chart, the oldest on the left: a line for each count that occurred. */
export function chart(series: readonly unknown[]): string {
	const lines = LINES.flatMap(([name, of]) => {
		const numbers = grouped(series.map(of), COLUMNS);
		const sum = numbers.reduce((total, number) => total + number, 0);
		return sum === 0 ? [] : [[name, columnsOf(numbers), String(sum)]];
	});
	if (lines.length === 0) return '  Nothing was counted in that time.\n';
	const [from, to] = [textAt(series[0], 'from'), textAt(series.at(-1), 'from')];
	return aligned([['', `${from} … ${to} UTC`, 'in all'], ...lines]);
}
