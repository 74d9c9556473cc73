import {describe, expect, test} from 'vitest';
import {intern} from '#shared/classify/vocabulary.ts';
import {Wordings} from '#shared/classify/wordings.ts';

const NO_LISTS = new Map();
/** At most so many wordings of several parts. */
const MOST = 4_096;

/** Whose wordings a text completes, word by word; a wording of one part each time, one of several parts once. */
function owners(wordings: Wordings, text: string): number[] {
	const {automaton} = wordings;
	const found: number[] = [];
	let state = 0;
	wordings.begin();
	for (const word of text.split(' ')) {
		state = automaton.step(state, intern(word));
		for (const report of automaton.reports.subarray(automaton.reportsFrom[state], automaton.reportsFrom[state + 1])) {
			const owner = report < 0 ? -1 - report : wordings.meet(report);
			if (owner >= 0) found.push(owner);
		}
	}
	return found;
}

describe('wordings of several parts', () => {
	const wordings = new Wordings();
	wordings.add(0, ['mailbox'], NO_LISTS);
	wordings.add(1, ['banned … delist … form'], NO_LISTS);
	wordings.add(2, ['banned & delist'], NO_LISTS);
	wordings.add(3, ['one & two & three & four & five & six & seven & eight'], NO_LISTS);

	test.each([
		['mailbox mailbox', [0, 0]],
		['banned delist form', [2, 1]],
		['delist form banned', [2]],
		['banned delist banned delist', [2]],
		['form delist banned delist form', [2, 1]],
		['eight seven six five four three two', []],
		['eight seven six five four three two one', [3]],
	])('%s', (text, expected) => expect(owners(wordings, text)).toEqual(expected));

	test('more than eight parts are refused', () => {
		expect(() => wordings.add(4, ['a … b … c … d … e … f … g … h … i'], NO_LISTS)).toThrow('more than 8 parts: a');
	});
});

describe('very many wordings', () => {
	const wordings = new Wordings();
	for (let owner = 0; owner < MOST - 1_000; owner++) wordings.add(owner, ['one & two'], NO_LISTS);
	for (let owner = MOST - 1_000; owner < MOST; owner++) wordings.add(owner, ['three & four'], NO_LISTS);

	test('begun all at once are forgotten with their text', () => {
		expect(owners(wordings, 'one two three')).toHaveLength(MOST - 1_000);
		expect(owners(wordings, 'four')).toEqual([]);
		expect(owners(wordings, 'four three')).toHaveLength(1_000);
	});

	test('one more than there is room for is refused', () => {
		expect(() => wordings.add(0, ['one & two'], NO_LISTS)).toThrow('too many wordings');
	});
});
