import {describe, expect, test} from 'vitest';
import {classify} from '#shared/classify/classify.ts';
import type {Opinion} from '#shared/model/classification.ts';

describe('without a reply code the class of the status counts', () => {
	test.each([
		['4.2.2 mailbox full', 'transient'],
		['5.2.2 mailbox full', 'permanent'],
		['2.0.0 mailbox full', 'transient'],
		['450 5.2.2 mailbox full', 'transient'],
		['4.0.0 xyz', 'transient'],
		['5.0.0 xyz', 'permanent'],
	])('%s', (text, permanence) => expect(classify({text}).permanence).toBe(permanence));
});

describe("the ESP's status field", () => {
	test('a bare reply code holds where the text has neither a code nor a status of its own', () => {
		expect(classify({text: 'xyz', status: '450'})).toMatchObject({permanence: 'transient', tokens: {replyCode: 450}});
		expect(classify({text: '450 xyz', status: '550'})).toMatchObject({
			permanence: 'transient',
			tokens: {replyCode: 450},
		});
		const told = classify({text: '4.0.0 xyz', status: '550'});
		expect(told.permanence).toBe('transient');
		expect(told.tokens).toEqual({enhancedStatus: '4.0.0'});
	});

	test.each([
		[{text: 'denied', status: '5.1.1'}, 'organization-policy'],
		[{text: 'denied', status: '5.2.2'}, 'mailbox-full'],
		[{text: 'recipient address rejected', status: '5.2.1'}, 'recipient-disabled'],
		[{text: '550 5.1.1 xyz, denied'}, 'recipient-unknown'],
	])('suppresses nobody whom weak words speak free, and beats them otherwise (%s)', (response, category) => {
		expect(classify(response).category).toBe(category);
	});
});

describe('a status that is quoted from inside', () => {
	test.each([
		['554 5.0.0 xyz (5.7.8 xyz)', 'not-authenticated'],
		['554 5.0.0 xyz (550 5.5.0 xyz)', 'recipient-unknown'],
		['554 5.0.0 xyz (5.5.0 xyz)', 'unknown'],
		['554 4.4.7 Message expired.<451 5.7.550 xyz>', 'ip-throttled'],
		['554 4.4.7 Message expired.<5.7.550 xyz>', 'expired'],
		['554 4.4.7 Message expired.<450 4.4.316 xyz>', 'expired'],
		['552 5.2.2 mailbox full <451 4.7.650 xyz>', 'mailbox-full'],
	])('counts with the reply code before it, else with its class: %s', (text, category) => {
		expect(classify({text}).category).toBe(category);
	});
});

describe("the ESP's opinion", () => {
	test.each<[Opinion, string]>([
		[{esp: 'sendgrid', words: 'bounce/a-reason-of-tomorrow'}, 'sendgrid-bounce'],
		[{esp: 'sendgrid', words: 'bounce'}, 'none'],
		[{esp: 'sendgrid', words: 'bounced'}, 'none'],
		[{esp: 'ses', words: 'undetermined/undetermined'}, 'ses-undetermined'],
		[{esp: 'ses', words: 'undetermined'}, 'ses-undetermined'],
		[{esp: 'ses', words: 'hardbounce'}, 'ses-undetermined'],
		[{esp: 'postmark', words: 'hardbounce'}, 'postmark-hard-bounce'],
		[{esp: 'postmark', words: 'hardbounce/twice'}, 'postmark-unknown'],
	])('is asked for its words, then for its type, then for the ESP (%s)', (opinion, rule) => {
		expect(classify({text: null, opinion}).rule).toBe(rule);
	});

	test('that ends at unknown leaves the word to a reply code', () => {
		const opinion = {esp: 'ses', words: 'transient/general'} as const;
		expect(classify({text: '550 xyz', opinion})).toMatchObject({rule: 'reply-5xx', basis: 'reply'});
		expect(classify({text: null, opinion})).toMatchObject({rule: 'ses-transient', permanence: 'transient'});
	});
});
