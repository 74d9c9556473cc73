import fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import {classify, matcher, SCAN} from '#shared/classify/classify.ts';
import {LONGEST_TEXT} from '#shared/classify/findings.ts';
import {LAYERS} from '#shared/classify/rules/index.ts';
import {CATEGORIES} from '#shared/model/category.ts';
import type {Classification, Opinion} from '#shared/model/classification.ts';

const RULES = LAYERS.flatMap(({rules}) => rules);
const SEEN = RULES.filter(({opinion}) => opinion === undefined).map(({seen}) => seen);
const WORDS = SEEN.flatMap((text) => text.split(' '));
const OPINIONS = RULES.flatMap(({opinion}) => (opinion === undefined ? [] : [opinion]));

const opinion = fc.option(
	fc.record({
		esp: fc.constantFrom<Opinion['esp']>('ses', 'sendgrid', 'postmark'),
		words: fc.oneof(fc.string(), fc.constantFrom(...OPINIONS)),
	}),
);
const status = fc.option(fc.oneof(fc.string(), fc.constantFrom('5.1.1', '550', '4.4.7', '5.0.0', '2.0.0', '5.7.606')));
/** Anything at all, and sentences stirred together out of real responses. */
const text = fc.oneof(
	fc.string({unit: 'binary', maxLength: 400}),
	fc.string({unit: 'grapheme', maxLength: 400}),
	fc.array(fc.constantFrom(...WORDS), {maxLength: 60}).map((words) => words.join(' ')),
	fc.array(fc.constantFrom(...SEEN), {maxLength: 4}).map((texts) => texts.join('\n')),
);

/** A verdict without its tokens. */
function decided({tokens: _, ...rest}: Classification): Omit<Classification, 'tokens'> {
	return rest;
}

describe('any text', () => {
	test('gets a verdict whose consequences are those of its category', () => {
		fc.assert(
			fc.property(text, status, opinion, (text, status, opinion) => {
				const verdict = classify({text, status, opinion});
				const row = CATEGORIES[verdict.category];
				const rule = RULES.find(({id}) => id === verdict.rule);
				expect(rule === undefined ? verdict.basis : verdict.rule).toBe(rule?.id ?? 'none');
				if (row.permanence !== 'as-replied') expect(verdict.permanence).toBe(row.permanence);
				expect(verdict.scope).toBe(rule?.scope ?? row.scope);
				if (row.suppression !== 'as-replied') expect(verdict.suppression).toBe(row.suppression);
				else if (verdict.suppression === 'count') expect(verdict.permanence).toBe('permanent');
				else expect(verdict.suppression).toBe('keep');
				if (row.alert !== 'where-spamhaus') expect(verdict.alert).toBe(row.alert);
				else expect(verdict.alert).toBe(verdict.tokens.blocklist === 'spamhaus' ? 'spamhaus-listing' : null);
			}),
			{numRuns: 2000},
		);
	});

	test('gets the same verdict each time, whatever came between', () => {
		fc.assert(
			fc.property(text, text, (one, other) => {
				const first = classify({text: one});
				classify({text: other});
				expect(classify({text: one})).toEqual(first);
			}),
		);
	});

	test('null, empty and missing parts are a text without words', () => {
		const nothing = {
			category: 'unknown',
			permanence: 'transient',
			suppression: 'keep',
			rule: 'none',
			basis: 'none',
			tokens: {},
		};
		for (const text of [null, '', '   ', '\n\n', '&&&;;;'])
			expect(classify({text, status: null, opinion: null})).toMatchObject(nothing);
	});
});

describe('what does not matter', () => {
	const WRAPPERS: readonly ((text: string) => string)[] = [
		(text) => `smtp; ${text}`,
		(text) => `smtp;${text}`,
		(text) => `X-Postfix; ${text}`,
		(text) => `Remote Server returned '${text}'`,
		(text) => `Diagnostic-Code: smtp; ${text}`,
		(text) => `Remote host said: ${text}`,
		(text) => `host mx.example.net[198.51.100.77] said: ${text} (in reply to RCPT TO command)`,
		(text) => `SMTP error from remote mail server after RCPT TO:<user@example.net>: ${text}`,
		(text) => `<user@example.net>: host mx.example.net[198.51.100.77] said: ${text}`,
		(text) => `"${text}"`,
		(text) => `  ${text}\r\n`,
		(text) => text.replaceAll(' ', '  '),
		(text) => text.replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll("'", '&#39;'),
	];
	/** Rows of words, for a row of bare codes has no sentence to wrap. */
	const sentences = LAYERS.filter(({basis}) => basis === 'text').flatMap(({rules}) => rules.map(({seen}) => seen));

	test.each(WRAPPERS.map((wrap) => [wrap('…'), wrap] as const))('the wrapper %s', (_, wrap) => {
		for (const text of sentences) {
			expect(decided(classify({text: wrap(text)})), text).toEqual(decided(classify({text})));
		}
	});

	test('upper and lower case', () => {
		for (const text of SEEN) {
			expect(decided(classify({text: text.toUpperCase()})), text).toEqual(decided(classify({text})));
			expect(decided(classify({text: text.toLowerCase()})), text).toEqual(decided(classify({text})));
		}
	});

	test('an address put anywhere between two words', () => {
		fc.assert(
			fc.property(
				fc.constantFrom(...SEEN),
				fc.nat(),
				fc.constantFrom('user@example.net', '<a.b+c@mail.example.org>', '[198.51.100.200]', '2001:db8::7'),
				(text, at, address) => {
					const words = text.split(' ');
					const place = at % (words.length + 1);
					const longer = [...words.slice(0, place), address, ...words.slice(place)].join(' ');
					expect(decided(classify({text: longer})), longer).toEqual(decided(classify({text})));
				},
			),
			{numRuns: 1500},
		);
	});

	test('continuation codes in the middle of a sentence', () => {
		expect(
			decided(
				classify({
					text: '550-5.7.26 The MAIL FROM domain [example.com] has an SPF record with a 550-5.7.26 hard fail policy (-all) but it fails to pass SPF checks',
				}),
			).category,
		).toBe('authentication-failed');
		expect(
			classify({text: '550-5.1.1 The email account that you tried to\r\n550-5.1.1 reach does not\r\n550 5.1.1 exist.'})
				.rule,
		).toBe('recipient-unknown');
		expect(
			classify({text: '550-5.1.1 The email account that you tried to\\n550-5.1.1 reach does not\\n550 5.1.1 exist.'})
				.rule,
		).toBe('recipient-unknown');
	});
});

describe('order', () => {
	test('a named text beats the status, the status beats the reply code, the opinion comes last', () => {
		const opinion = {esp: 'sendgrid', words: 'bounce/invalid address'} as const;
		expect(classify({text: '550 5.1.1 mailbox full', opinion})).toMatchObject({
			category: 'mailbox-full',
			basis: 'text',
		});
		expect(classify({text: '550 5.7.606 xyz', opinion})).toMatchObject({category: 'ip-banned', basis: 'status'});
		expect(classify({text: '421 xyz', opinion})).toMatchObject({category: 'server-busy', basis: 'reply'});
		expect(classify({text: '550 xyz', opinion})).toMatchObject({category: 'recipient-unknown', basis: 'esp'});
		expect(classify({text: '550 5.0.0 xyz', opinion})).toMatchObject({category: 'recipient-unknown', basis: 'esp'});
		expect(classify({text: '550 5.5.4 xyz', opinion})).toMatchObject({category: 'unknown', basis: 'reply'});
	});

	test('the status field holds where the text has none, a bare reply code too', () => {
		expect(classify({text: null, status: '5.7.606'})).toMatchObject({
			category: 'ip-banned',
			tokens: {enhancedStatus: '5.7.606'},
		});
		expect(classify({text: '5.2.2 xyz', status: '5.7.606'})).toMatchObject({category: 'mailbox-full'});
		expect(classify({text: null, status: '550'})).toMatchObject({
			category: 'unknown',
			permanence: 'permanent',
			suppression: 'count',
			tokens: {replyCode: 550},
		});
		expect(classify({text: null, status: 'not a status'})).toMatchObject({basis: 'none'});
	});

	test('what a queue quotes from inside decides, if it names a reason', () => {
		const inside = '451 4.7.651 The mail server [203.0.113.7] has been temporarily rate limited due to IP reputation';
		expect(classify({text: `554 4.4.7 Message expired: unable to deliver in 840 minutes.<${inside}>`}).category).toBe(
			'ip-throttled',
		);
		expect(
			classify({text: '554 4.4.7 Message expired: unable to deliver in 840 minutes.<451 4.7.650 xyz>'}).category,
		).toBe('ip-throttled');
		expect(
			classify({
				text: '554 4.4.7 Message expired: unable to deliver in 840 minutes.<421 4.4.1 Failed to establish connection>',
			}).category,
		).toBe('expired');
		expect(
			classify({
				text: '550 5.4.317 Message expired, cannot connect to remote server(451 5.7.3 STARTTLS is required to send mail)',
			}).category,
		).toBe('expired');
	});

	test('a code without words counts for unknown events, but for those that SendGrid calls blocked', () => {
		const sendgrid = (words: string) => ({esp: 'sendgrid', words}) as const;
		expect(classify({text: '550 xyz', opinion: {esp: 'ses', words: 'transient/general'}})).toMatchObject({
			suppression: 'count',
			permanence: 'permanent',
		});
		expect(classify({text: '450 xyz', opinion: {esp: 'ses', words: 'permanent/general'}})).toMatchObject({
			suppression: 'keep',
			permanence: 'transient',
		});
		expect(classify({text: '550 xyz', opinion: sendgrid('blocked/unclassified')})).toMatchObject({
			category: 'unknown',
			suppression: 'keep',
		});
		expect(classify({text: '550 xyz', opinion: sendgrid('bounce/unclassified')})).toMatchObject({
			category: 'unknown',
			suppression: 'count',
		});
		expect(classify({text: null, opinion: sendgrid('bounce/')})).toMatchObject({
			suppression: 'count',
			rule: 'sendgrid-bounce',
		});
		expect(classify({text: null, opinion: {esp: 'ses', words: 'permanent/something-new'}})).toMatchObject({
			suppression: 'count',
		});
		expect(classify({text: null, opinion: {esp: 'ses', words: 'undetermined/undetermined'}})).toMatchObject({
			suppression: 'keep',
		});
		expect(classify({text: null, opinion: {esp: 'postmark', words: 'aword'}})).toMatchObject({suppression: 'keep'});
	});
});

describe('a block is not a bad address', () => {
	const BLOCKS = [
		'ip-banned',
		'ip-blocklisted',
		'domain-blocklisted',
		'ip-throttled',
		'organization-policy',
		'authentication-failed',
		'content-rejected',
	] as const;

	test('whatever the ESP says of it, in whatever field', () => {
		const blocks = RULES.filter(
			({category, opinion}) => opinion === undefined && BLOCKS.some((block) => block === category),
		);
		expect(blocks.length).toBeGreaterThan(40);
		for (const {seen} of blocks) {
			for (const words of OPINIONS) {
				const verdict = classify({
					text: seen,
					status: '5.1.1',
					opinion: {esp: 'postmark', words: words.slice(words.indexOf(' ') + 1)},
				});
				expect(verdict.suppression, seen).toBe('keep');
			}
		}
	});

	test('no recipient is suppressed for a response about the sender, the connection or a policy', () => {
		const rows = RULES.filter(({ofRecipient, words}) => ofRecipient === true && words !== undefined);
		expect(rows.length).toBeGreaterThan(3);
		for (const {seen} of rows) {
			const words = seen.replace(/\b[245]\.\d+\.\d+\b/g, '');
			for (const text of [
				`Connected to 198.51.100.3 but sender was rejected. ${words}`,
				`host mx.example.net[198.51.100.3] refused to talk to me: ${words}`,
				`${words} (in reply to MAIL FROM command)`,
				`${words}: local policy`,
				`${words}, your IP is on a blacklist`,
			])
				expect(classify({text}).suppression, text).not.toBe('suppress');
		}
		expect(classify({text: '550 5.1.1 sorry, you are violating our security policies'}).suppression).toBe('keep');
		expect(classify({text: '521 5.2.1 : your reputation is bad'}).suppression).not.toBe('suppress');
	});

	test('a status and words that both name the recipient outweigh a word about policies', () => {
		const text = '550 5.1.1 User unknown, see our spam policy at https://www.example.com/';
		expect(classify({text})).toMatchObject({category: 'recipient-unknown', suppression: 'suppress'});
	});

	test('naming Spamhaus is not being listed', () => {
		for (const text of [
			'554 5.7.1 Service unavailable; Client host [203.0.113.7] blocked using zen.spamhaus.org; Error: open resolver; https://www.spamhaus.org/returnc/pub/192.0.2.53',
			"550 DY-001 Mail rejected by Windows Live Hotmail for policy reasons. We generally do not accept email from dynamic IP's. http://www.spamhaus.org maintains lists of dynamic and residential IP addresses.",
			'550 5.1.1 <user@example.com>: User unknown. Please also check whether your IP is good at https://www.spamhaus.org/',
		]) {
			expect(classify({text}).alert, text).not.toBe('spamhaus-listing');
		}
	});
});

describe('bounds', () => {
	const HOSTILE = [
		'a@'.repeat(50_000),
		'1.'.repeat(50_000),
		'2001:'.repeat(20_000),
		'blocked using '.repeat(8_000),
		'client host client host blocked '.repeat(4_000),
		'recipient address rejected access '.repeat(4_000),
		'&lt;&amp;&'.repeat(10_000),
		"'".repeat(100_000),
		`${'x'.repeat(50_000)}@${'y.'.repeat(25_000)}`,
		'550-'.repeat(25_000),
		'['.repeat(100_000),
		SEEN.join(' ').repeat(2),
	];

	test.each(HOSTILE.map((text) => [text.slice(0, 24), text] as const))(
		'%s … costs steps in proportion to its length',
		(_, text) => {
			const verdict = classify({text});
			expect(verdict.truncated).toBe(true);
			expect(SCAN.wordCount).toBeLessThanOrEqual(LONGEST_TEXT);
			// A phrase is met at most once for each word it ends with; the rows that share a phrase are few.
			expect(matcher().work).toBeLessThan(40 * (SCAN.wordCount + 1));
		},
	);

	test('work doubles with the text and no more', () => {
		for (const text of HOSTILE) {
			const work = [2_000, 4_000, 8_000].map((length) => {
				classify({text: text.slice(0, length)});
				return SCAN.wordCount + matcher().work;
			});
			for (const [index, steps] of work.entries()) {
				if (index > 0) expect(steps, text.slice(0, 24)).toBeLessThanOrEqual(2.5 * (work[index - 1] ?? 0) + 200);
			}
		}
	});

	test('only the first 16 KB are read, and the verdict says so', () => {
		const late = `${'x '.repeat(LONGEST_TEXT)}550 5.7.606 banned sending IP`;
		expect(classify({text: late})).toMatchObject({category: 'unknown', truncated: true});
		expect(classify({text: `550 5.7.606 banned sending IP ${late}`})).toMatchObject({
			category: 'ip-banned',
			truncated: true,
		});
		const cut = '550 5.1.1 mailbox ';
		expect(classify({text: `${'\n'.repeat(LONGEST_TEXT - cut.length)}${cut}full`}).category).toBe('recipient-unknown');
		expect(classify({text: 'x'.repeat(LONGEST_TEXT)})).not.toHaveProperty('truncated');
	});
});
