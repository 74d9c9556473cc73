import {describe, expect, test} from 'vitest';
import {Matcher, NO_ROW} from '#shared/classify/matcher.ts';
import {parseWording, type Rule} from '#shared/classify/rule.ts';
import {Scan} from '#shared/classify/scan.ts';

/** Which of some rows a text meets first. */
function matched(rows: readonly Partial<Rule>[], text: string): string | undefined {
	const rules = rows.map(
		(row, place): Rule => ({id: `row-${place}`, category: 'unknown', seen: '', source: '-', ...row}),
	);
	const marks = [
		{words: ['zen', 'spam eaters'], list: 'x', lists: 'ip'},
		{words: ['policy'], freesRecipient: true},
	] as const;
	const matcher = new Matcher([{name: 'test', basis: 'text', rules}], marks);
	const scan = new Scan();
	scan.read(text);
	const rank = matcher.match(scan, scan.status, scan.reply);
	return rank === NO_ROW ? undefined : rules[rank]?.id;
}

describe('the notation of words', () => {
	test.each([
		['mailbox (is|) full', 'Mailbox full', true],
		['mailbox (is|) full', 'the MAILBOX, is: "full".', true],
		['mailbox (is|) full', 'mailbox was full', false],
		['mailbox (is|) full', 'mailboxes full', false],
		['(no such|unknown (user|person)) here', 'unknown person here', true],
		['(no such|unknown (user|person)) here', 'no person here', false],
		['(no (such|known) user|nobody) here', 'no known user here', true],
		['(no (such|known) user|nobody) here', 'nobody here', true],
		['(no (such|known) user|nobody) here', 'no such here', false],
		['((no|unknown) user|nobody) here', 'no user here', true],
		['((no|unknown) user|nobody) here', 'unknown here', false],
		['banned … delist', 'banned, and then something else: delist', true],
		['banned … delist', 'delist the banned', false],
		['banned & delist', 'delist the banned', true],
		['banned & delist', 'banned', false],
		['blocked by … {ip list}', 'blocked by spam eaters', true],
		['blocked by … {ip list}', 'blocked by zen', true],
		['blocked by … {ip list}', 'blocked by us', false],
		["weren't sent", 'messages weren’t sent', true],
		['messages from were rejected', 'messages from [203.0.113.7] were rejected', true],
		['mail for was rejected', 'mail for <user@example.com> was rejected', true],
		['does not exist', 'does not\r\n550-5.1.1 exist', true],
		['boite pleine', 'Boîte pleine', true],
	])('"%s" in "%s": %s', (words, text, hit) => {
		expect(matched([{words: [words]}], text)).toBe(hit ? 'row-0' : undefined);
	});

	test('conditions on status and reply code', () => {
		const rows = [
			{words: ['full'], status: '5.7.606-5.7.649, x.2.2'},
			{words: ['full'], reply: '421, 5xx'},
		];
		expect(matched(rows, '550 5.7.620 full')).toBe('row-0');
		expect(matched(rows, '452 4.2.2 full')).toBe('row-0');
		expect(matched(rows, '550 5.1.1 full')).toBe('row-1');
		expect(matched(rows, '421 full')).toBe('row-1');
		expect(matched(rows, '450 full')).toBeUndefined();
	});

	test.each([
		['mailbox full', [[['mailbox full']]]],
		[' mailbox (is | was|)  full ', [[['mailbox'], ['is', 'was', ''], ['full']]]],
		['(no (such|known) user|nobody) here', [[['no such user', 'no known user', 'nobody'], ['here']]]],
		['((no|unknown) user|nobody)', [[['no user', 'unknown user', 'nobody']]]],
		['blocked … {ip list}', [[['blocked']], [['{ip list}']]]],
		['(a|b) & (c|)d', [[['a', 'b']], [['c', ''], ['d']]]],
	])('"%s" are these parts of slots of choices', (words, parts) => expect(parseWording(words).parts).toEqual(parts));

	test('a wording without words, or with a bracket left open, is refused', () => {
		expect(() => parseWording('(a|)')).toThrow('no words in "(a|)"');
		expect(() => parseWording('(a | )')).toThrow('no words');
		expect(() => parseWording('')).toThrow('no words');
		expect(() => parseWording('mailbox … ')).toThrow('no words');
		expect(() => parseWording('mailbox (is full')).toThrow('not closed');
	});
});

describe('precedence', () => {
	test('the first row that fits wins, wherever its words stand', () => {
		const rows = [{words: ['late words']}, {words: ['early words']}];
		expect(matched(rows, 'early words and late words')).toBe('row-0');
	});

	test('a long phrase does not hide a short one inside it', () => {
		const rows = [{words: ['user unknown']}, {words: ['local user unknown here now']}];
		expect(matched(rows, 'local user unknown here then')).toBe('row-0');
	});
});

describe('rows about the recipient, where the response speaks of a policy', () => {
	const rows = [
		{words: ['relay denied'], category: 'not-authenticated'},
		{words: ['user unknown'], ofRecipient: true, category: 'recipient-unknown'},
		{words: ['account closed'], ofRecipient: true, category: 'recipient-disabled'},
		{words: ['no mailbox'], reply: '421', category: 'recipient-unknown'},
		{words: ['queue full'], category: 'server-busy'},
		{status: '5.1.1', ofRecipient: true, category: 'recipient-unknown'},
		{status: '5.1.10', category: 'recipient-unknown'},
	] as const;

	test.each([
		['user unknown', 'row-1'],
		['user unknown by policy', undefined],
		['by policy: user unknown', undefined],
		['user unknown by policy, queue full', 'row-4'],
		['queue full, user unknown by policy', 'row-4'],
		['relay denied by policy, user unknown', 'row-0'],
		['5.1.1 user unknown by policy', 'row-1'],
		['5.1.1 queue full, user unknown by policy', 'row-1'],
		['5.1.1 account closed by policy', undefined],
		['5.1.1 account closed by policy, queue full', 'row-4'],
		['5.1.1 account closed by policy, no mailbox', undefined],
		['5.1.10 user unknown by policy', undefined],
		['5.7.1 user unknown by policy', undefined],
	])('only a status about the recipient that says the same as the words upholds them: %s', (text, row) => {
		expect(matched(rows, text)).toBe(row);
	});
});
