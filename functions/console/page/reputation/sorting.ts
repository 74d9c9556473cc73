import type {StandingAnswer, ValueAnswer} from '../insight/answers.ts';

const WORST = ['over', 'near', 'fine', 'too few to say', 'not available'] as const;

/** The worst of the standings; undefined where there is no threshold. */
export function worstOf(standings: readonly StandingAnswer[]): StandingAnswer | undefined {
	return standings.toSorted((one, other) => WORST.indexOf(one.status) - WORST.indexOf(other.status))[0];
}

const standing = ({standings}: ValueAnswer): number => {
	const worst = worstOf(standings);
	return worst === undefined ? -WORST.length : -WORST.indexOf(worst.status);
};

/** A column that can be sorted by: its name, its words, and what it sorts by; nothing known comes last. */
export interface Column {
	readonly name: string;
	readonly words: string;
	readonly of: (value: ValueAnswer) => number | null;
	/** The order in which it is of most use. */
	readonly first: 'up' | 'down';
}

export const COLUMNS: readonly Column[] = [
	{name: 'score', words: 'Score', of: ({score}) => score.score, first: 'up'},
	{name: 'standing', words: 'Thresholds', of: standing, first: 'down'},
	{name: 'messages', words: 'Messages', of: ({messages}) => messages, first: 'down'},
	{name: 'bounce', words: 'Bounces', of: ({rates}) => rates.bounce.rate, first: 'down'},
	{name: 'block', words: 'Blocks', of: ({rates}) => rates.block.rate, first: 'down'},
	{name: 'dead', words: 'Dead', of: ({rates}) => rates.dead.rate, first: 'down'},
	{name: 'deferral', words: 'Deferrals', of: ({rates}) => rates.deferral.rate, first: 'down'},
	{name: 'complaint', words: 'Complaints', of: ({rates}) => rates.complaint.rate, first: 'down'},
];

/** "block" is the column in its first order, "-block" in the other; by messages where it names none. */
export function sortOf(text: string | undefined): {readonly column: Column; readonly turned: boolean} {
	const turned = text?.startsWith('-') ?? false;
	const name = turned ? text?.slice(1) : text;
	const [, , messages] = COLUMNS;
	const column = COLUMNS.find((each) => each.name === name) ?? messages;
	if (column === undefined) throw new Error('sort: no column');
	return {column, turned};
}

/** The values in the order of a column; those of which it is not known come last, whichever way. */
export function sorted(values: readonly ValueAnswer[], {column, turned}: ReturnType<typeof sortOf>): ValueAnswer[] {
	const sign = (column.first === 'up') === turned ? -1 : 1;
	return values.toSorted((one, other) => {
		const [first, second] = [column.of(one), column.of(other)];
		if (first === null || second === null) return Number(first === null) - Number(second === null);
		return sign * (first - second);
	});
}
