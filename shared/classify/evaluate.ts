import type {Classification, Classify} from '#shared/model/classification.ts';

/** What is compared of each verdict. */
export const FIELDS = ['source', 'category', 'permanence', 'scope', 'suppression', 'alert', 'tokens'] as const;
export type Field = (typeof FIELDS)[number];

/** One line of a labelled file. A value that is a list is met by any of its members; null is a value. */
export interface LabelledCase {
	readonly id: string;
	readonly text: string;
	readonly status?: string;
	readonly expect: ReadonlyMap<string, unknown>;
	readonly tokens: ReadonlyMap<string, unknown>;
	/** False where two good engineers could disagree. */
	readonly sure: boolean;
}

/** One field of one case that came out otherwise than expected. */
export interface Confusion {
	readonly id: string;
	readonly sure: boolean;
	readonly field: string;
	readonly expected: string;
	readonly got: string;
	readonly rule: string;
	readonly text: string;
}

/** How many were right of how many, for the sure cases and for all. */
export interface Score {
	right: number;
	of: number;
	sureRight: number;
	sureOf: number;
}

export interface Evaluation {
	readonly scores: ReadonlyMap<Field, Score>;
	readonly confusions: readonly Confusion[];
	/** Ids of the cases whose address must be kept and would be suppressed at once: the worst of mistakes. */
	readonly wronglySuppressed: readonly string[];
}

/** Classifies every case and compares what came out with what is expected; tokens that nobody expects are not compared. */
export function evaluate(cases: readonly LabelledCase[], classify: Classify): Evaluation {
	const scores = new Map<Field, Score>(FIELDS.map((field) => [field, {right: 0, of: 0, sureRight: 0, sureOf: 0}]));
	const confusions: Confusion[] = [];
	const wronglySuppressed: string[] = [];
	for (const case_ of cases) {
		const verdict = classify({text: case_.text, status: case_.status ?? null});
		const note = (field: Field, name: string, expected: unknown, got: unknown): void => {
			const right = meets(expected, got);
			count(scores.get(field), right, case_.sure);
			if (right) return;
			const {id, sure, text} = case_;
			confusions.push({id, sure, field: name, expected: show(expected), got: show(got), rule: verdict.rule, text});
		};
		for (const field of FIELDS) {
			if (field !== 'tokens' && case_.expect.has(field)) note(field, field, case_.expect.get(field), verdict[field]);
		}
		const got = new Map<string, unknown>(Object.entries(verdict.tokens));
		for (const [name, expected] of case_.tokens) note('tokens', `tokens.${name}`, expected, got.get(name));
		if (verdict.suppression === 'suppress' && mustKeep(case_, verdict)) wronglySuppressed.push(case_.id);
	}
	return {scores, confusions, wronglySuppressed};
}

function mustKeep(case_: LabelledCase, verdict: Classification): boolean {
	const expected = case_.expect.get('suppression');
	return expected !== undefined && !meets(expected, verdict.suppression) && meets(expected, 'keep');
}

function meets(expected: unknown, got: unknown): boolean {
	const found = got ?? null;
	return Array.isArray(expected) ? expected.some((one) => one === found) : expected === found;
}

function show(value: unknown): string {
	return Array.isArray(value) ? value.join(' or ') : String(value ?? 'none');
}

function count(score: Score | undefined, right: boolean, sure: boolean): void {
	if (score === undefined) return;
	score.of++;
	if (right) score.right++;
	if (!sure) return;
	score.sureOf++;
	if (right) score.sureRight++;
}

/** Reads one line of a labelled file; a sentence where the line is none. */
export function parseCase(line: string): LabelledCase | string {
	let value: unknown;
	try {
		value = JSON.parse(line);
	} catch {
		return 'not JSON';
	}
	const fields = entriesOf(value);
	const text = fields?.get('text');
	const expect = entriesOf(fields?.get('expect'));
	if (fields === undefined || typeof text !== 'string' || expect === undefined) return 'it needs "text" and "expect"';
	const status = fields.get('status');
	return {
		id: String(fields.get('id') ?? ''),
		text,
		...(typeof status === 'string' ? {status} : {}),
		expect,
		tokens: entriesOf(expect.get('tokens')) ?? new Map(),
		sure: fields.get('sure') !== false,
	};
}

function entriesOf(value: unknown): ReadonlyMap<string, unknown> | undefined {
	return typeof value === 'object' && value !== null && !Array.isArray(value)
		? new Map(Object.entries(value))
		: undefined;
}
