import {describe, expect, test} from 'vitest';
import {classify} from '#shared/classify/classify.ts';
import {evaluate, type LabelledCase, parseCase} from '#shared/classify/evaluate.ts';
import {explain} from '#shared/classify/explain.ts';

function case_(line: object): LabelledCase {
	const parsed = parseCase(JSON.stringify(line));
	if (typeof parsed === 'string') throw new Error(parsed);
	return parsed;
}

describe('evaluation', () => {
	const right = {
		id: 'right',
		text: '550 5.1.1 no such user',
		expect: {
			category: 'recipient-unknown',
			source: ['other', 'exchange-server'],
			alert: null,
			tokens: {replyCode: 550},
		},
	};
	const wrong = {
		id: 'wrong',
		text: '550 5.1.1 no such user',
		expect: {category: 'ip-banned', suppression: 'keep', alert: 'ip-ban', tokens: {attr: 'ATTR1'}},
		sure: false,
	};

	test('counts each field that is expected, for the sure cases and for all', () => {
		const {scores, confusions, wronglySuppressed} = evaluate([case_(right), case_(wrong)], classify);
		expect(scores.get('category')).toEqual({right: 1, of: 2, sureRight: 1, sureOf: 1});
		expect(scores.get('source')).toEqual({right: 1, of: 1, sureRight: 1, sureOf: 1});
		expect(scores.get('scope')).toEqual({right: 0, of: 0, sureRight: 0, sureOf: 0});
		expect(scores.get('tokens')).toEqual({right: 1, of: 2, sureRight: 1, sureOf: 1});
		expect(confusions.map(({id, field, expected, got}) => [id, field, expected, got])).toEqual([
			['wrong', 'category', 'ip-banned', 'recipient-unknown'],
			['wrong', 'suppression', 'keep', 'suppress'],
			['wrong', 'alert', 'ip-ban', 'none'],
			['wrong', 'tokens.attr', 'ATTR1', 'none'],
		]);
		expect(wronglySuppressed).toEqual(['wrong']);
	});

	test('a line that is no case says why', () => {
		expect(parseCase('{')).toBe('not JSON');
		for (const line of ['[]', '"x"', 'null', '{"text":"550"}', '{"text":1,"expect":{}}'])
			expect(parseCase(line)).toBe('it needs "text" and "expect"');
	});
});

describe('explanation', () => {
	test('tells tokens, rows, the winner and why the others do not hold', () => {
		const text = explain({text: '450 4.1.8 <news@example.com>: Sender address rejected: Domain not found'});
		expect(text).toContain('replyCode 450, enhancedStatus 4.1.8');
		expect(text).toMatch(/> wording\/sender-dns: sender-dns$/m);
		expect(text).toMatch(/queue-domain-unknown: domain-unknown \(does not hold: .*sender\)$/m);
		expect(text).toMatch(/^decided by sender-dns \(basis text\): its words/m);
		expect(text).toContain('address: keep, alert: none');
	});

	test('tells why a quoted status comes before its wrapper, and a weak word before the status field', () => {
		expect(explain({text: '554 4.4.7 Message expired: unable to deliver in 840 minutes.<451 4.7.650 xyz>'})).toMatch(
			/> microsoft-status\/status-ip-throttled[\s\S]*comes before queue-expired-ses, for the queue quotes it/,
		);
		expect(explain({text: '550 blocked', status: '5.1.1'})).toContain("for the ESP's status field suppresses nobody");
		expect(explain({text: '550 xyz', opinion: {esp: 'sendgrid', words: 'bounce/invalid address'}})).toMatch(
			/basis esp\): the response names no reason: the ESP's own opinion is all there is$/m,
		);
		expect(explain({text: null})).toContain('decided by none (basis none): there is nothing to go by');
	});
});
