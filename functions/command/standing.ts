import {at, listAt, textAt} from './ask.ts';
import {aligned, cut, type Paint, WIDTH} from './table.ts';

/** A rate for people: "2.00%", or why there is none. */
export function percent(value: unknown, name: string): string {
	const rate = at(value, 'rates', name, 'rate');
	if (typeof rate === 'number') return `${(rate * 100).toFixed(2)}%`;
	return textAt(value, 'rates', name, 'told') === 'not available' ? 'n/a' : 'too few';
}

/** "72 of 100", in the color of how good that is. */
export function scoreOf(paint: Paint, value: unknown): string {
	const score = at(value, 'score', 'score');
	if (typeof score !== 'number') return '';
	return paint(score >= 80 ? 'green' : score >= 50 ? 'yellow' : 'red', `${score} of 100`);
}

/** What cost how many points of how many, and what holds the score down. */
export function scoreParts(value: unknown): string {
	const rows = listAt(value, 'score', 'parts').map((part) => [
		`lost ${textAt(part, 'points')} of ${textAt(part, 'most')}`,
		textAt(part, 'words'),
	]);
	const ceiling = textAt(value, 'score', 'ceiling', 'incident');
	const held =
		ceiling === ''
			? []
			: [['at most', `${textAt(value, 'score', 'ceiling', 'at')} while an incident ${ceiling} goes on`]];
	return aligned([[], ...rows, ...held]).replace(/^\n/, '');
}

const STATUS_STYLES = new Map([
	['fine', 'green'],
	['near', 'yellow'],
	['over', 'red'],
] as const);

/** How a value stands against the thresholds that concern it. */
export function standings(paint: Paint, all: readonly unknown[]): string {
	if (all.length === 0) return '';
	const rows = all.map((standing) => {
		const status = textAt(standing, 'status');
		const style = [...STATUS_STYLES].find(([known]) => known === status)?.[1] ?? 'dim';
		const [rate, over] = [at(standing, 'rate'), at(standing, 'threshold', 'over')];
		const part = (number: unknown) => (typeof number === 'number' ? `${(number * 100).toFixed(2)}%` : '');
		const chance = at(standing, 'uncertain') === true ? ' (by chance?)' : '';
		return [
			textAt(standing, 'threshold', 'who'),
			textAt(standing, 'threshold', 'rate'),
			part(rate),
			part(over),
			paint(style, `${status}${chance}`),
			cut(textAt(standing, 'threshold', 'follows'), WIDTH - 66),
		];
	});
	const head = ['threshold of', 'rate', 'yours', 'limit', 'status', 'beyond the limit'].map((name) =>
		paint('dim', name),
	);
	return aligned([head, ...rows]);
}
