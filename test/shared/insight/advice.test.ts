import fc from 'fast-check';
import {describe, expect, it} from 'vitest';
import {CATEGORY_ADVICE} from '#shared/insight/advice/categories.ts';
import type {AdviceRow, Sign} from '#shared/insight/advice/row.ts';
import {STORIES} from '#shared/insight/advice/stories.ts';
import {adviceFor, type Situation} from '#shared/insight/advice.ts';
import {CATEGORY_NAMES, type Category} from '#shared/model/category.ts';
import type {Tokens} from '#shared/model/classification.ts';

const rows: AdviceRow[] = [...Object.values(CATEGORY_ADVICE), ...STORIES];
const textsOf = (row: AdviceRow) => [
	row.meaning,
	...row.steps,
	...(row.notes ?? []),
	...row.links.map(({label}) => label),
	row.clearing,
	row.escalate,
];

/** A situation that shows a sign and nothing else. */
function showing(category: Category, sign: Sign): Situation {
	const [code] = sign.codes ?? [];
	const plain = code?.replace('*', '77');
	const tokens: Tokens = {
		...(sign.status === undefined ? {} : {enhancedStatus: sign.status[0]?.split('-')[0] ?? ''}),
		...(plain === undefined
			? {}
			: plain.startsWith('ATTR')
				? {attr: plain}
				: plain.startsWith('AS')
					? {asCode: plain}
					: {sCode: plain}),
		...(sign.lists === undefined ? {} : {blocklist: sign.lists[0] ?? ''}),
	};
	return {
		category,
		tokens,
		text: sign.words?.[0] ?? null,
		...(sign.source?.[0] === undefined ? {} : {source: sign.source[0]}),
	};
}

describe('the tables', () => {
	it('have unique ids', () => {
		expect(new Set(rows.map(({id}) => id)).size).toBe(rows.length);
	});

	it.each(rows.map((row) => [row.id, row] as const))('%s says everything in sentences', (_id, row) => {
		expect(row.meaning.match(/[.!?](?= |$)/g)?.length).toBeLessThanOrEqual(3);
		expect(row.meaning.length).toBeLessThan(360);
		expect(row.steps.length).toBeGreaterThan(0);
		for (const text of [row.meaning, ...row.steps, row.clearing, row.escalate]) expect(text).toMatch(/[.!?]$/);
		expect(row.source).toMatch(/^https:\/\//);
		for (const {url, bare} of row.links) {
			expect(url).toMatch(/^(https:\/\/|mailto:)/);
			if (url.includes('{')) expect(bare).toMatch(/^(https:\/\/|mailto:)[^{]*$/);
		}
		for (const text of textsOf(row)) {
			expect(text.replaceAll(/\{(ip|domain|helo|server|region|organization|list|code)\}/g, '')).not.toMatch(/[{}]/);
		}
	});

	it.each(
		STORIES.flatMap((story) =>
			story.category.flatMap((category) => story.when.map((sign) => [story.id, category, sign] as const)),
		),
	)('%s is told for %s by its sign %j, unless an earlier story shares it', (id, category, sign) => {
		const told = adviceFor(showing(category, sign)).id;
		const order = STORIES.map((story) => story.id);
		expect(order.indexOf(told)).toBeGreaterThanOrEqual(0);
		expect(order.indexOf(told)).toBeLessThanOrEqual(order.indexOf(id));
	});

	it.each(STORIES.map((story) => [story.id, story] as const))('%s can be reached', (id, story) => {
		const reached = story.category.flatMap((category) =>
			story.when.map((sign) => adviceFor(showing(category, sign)).id),
		);
		expect(reached).toContain(id);
	});
});

describe('adviceFor', () => {
	it.each(CATEGORY_NAMES)('knows what to do about %s', (category) => {
		const advice = adviceFor({category});
		expect(advice.steps.length).toBeGreaterThan(0);
		expect(JSON.stringify(advice)).not.toMatch(/[{]\w+}|undefined/);
	});

	it.each<[string, Situation]>([
		[
			'microsoft-delist-portal',
			{category: 'ip-banned', source: 'exchange-online', tokens: {enhancedStatus: '5.7.606'}},
		],
		[
			'microsoft-delist-portal',
			{category: 'ip-banned', source: 'exchange-online', tokens: {enhancedStatus: '5.7.649'}},
		],
		['microsoft-delist-mail', {category: 'ip-banned', source: 'exchange-online', tokens: {enhancedStatus: '5.7.511'}}],
		[
			'outlook-block-list',
			{category: 'ip-banned', source: 'outlook-consumer', tokens: {enhancedStatus: '5.7.1', sCode: 'S3150'}},
		],
		['outlook-block-list', {category: 'ip-banned', tokens: {sCode: 'S3140'}}],
		[
			'outlook-dynamic-ip',
			{category: 'ip-banned', source: 'outlook-consumer', text: '550 DY-001 Mail rejected by policy'},
		],
		['ip-banned', {category: 'ip-banned', source: 'other', tokens: {enhancedStatus: '5.7.1'}}],
		['spamhaus-ip', {category: 'ip-blocklisted', tokens: {asCode: 'AS16012611', blocklist: 'spamhaus'}}],
		['ip-blocklisted', {category: 'ip-blocklisted', tokens: {blocklist: 'barracuda'}}],
		['spamhaus-helo', {category: 'domain-blocklisted', tokens: {sCode: 'S8001', blocklist: 'spamhaus'}}],
		['spamhaus-domain', {category: 'domain-blocklisted', tokens: {blocklist: 'spamhaus'}}],
		[
			'microsoft-ip-throttling',
			{category: 'ip-throttled', source: 'exchange-online', tokens: {enhancedStatus: '4.7.500', sCode: 'S77719'}},
		],
		['microsoft-ip-throttling', {category: 'ip-throttled', tokens: {asCode: 'AS77712344'}}],
		['outlook-rate-limited', {category: 'ip-throttled', tokens: {enhancedStatus: '4.7.650', sCode: 'S775'}}],
		['outlook-rate-limited', {category: 'ip-throttled', tokens: {enhancedStatus: '4.7.651', sCode: 'S3114'}}],
		[
			'microsoft-ip-evaluation',
			{category: 'ip-throttled', source: 'exchange-online', tokens: {enhancedStatus: '4.7.850'}},
		],
		['outlook-connections', {category: 'rate-limited', tokens: {enhancedStatus: '4.7.652', sCode: 'S3115'}}],
		['outlook-bulk-authentication', {category: 'authentication-failed', tokens: {enhancedStatus: '5.7.515'}}],
		[
			'ipv6-unsigned',
			{
				category: 'authentication-failed',
				tokens: {enhancedStatus: '4.7.26'},
				text: 'a message sent over IPv6 must pass either SPF or DKIM',
			},
		],
		['dmarc-reject', {category: 'authentication-failed', tokens: {enhancedStatus: '5.7.509'}}],
		['spf-violation', {category: 'authentication-failed', tokens: {enhancedStatus: '5.7.23'}}],
		['ipv6-reverse-dns', {category: 'sender-dns', tokens: {enhancedStatus: '5.7.25'}}],
		['restricted-user', {category: 'sender-banned', tokens: {enhancedStatus: '5.1.8'}}],
		['sender-domain-missing', {category: 'sender-dns', tokens: {enhancedStatus: '5.1.8'}}],
		['tenant-threshold', {category: 'sender-banned', tokens: {enhancedStatus: '5.7.705'}}],
		['tenant-ip-reputation', {category: 'sender-banned', tokens: {enhancedStatus: '5.7.708'}}],
		['unregistered-domain', {category: 'sender-banned', tokens: {enhancedStatus: '5.7.750'}}],
		['sending-limit', {category: 'sender-banned', text: "the sender's submission quota was exceeded"}],
		['own-block-list', {category: 'organization-policy', tokens: {enhancedStatus: '5.7.703'}}],
		['directory-says-no', {category: 'recipient-unknown', tokens: {enhancedStatus: '5.4.1'}}],
		['all-recipients-refused', {category: 'organization-policy', tokens: {enhancedStatus: '5.4.1'}}],
		['transport-rule', {category: 'organization-policy', text: '550 5.7.1 TRANSPORT.RULES.RejectMessage; the message'}],
		[
			'customer-block-list',
			{category: 'organization-policy', tokens: {enhancedStatus: '5.7.513', asCode: 'AS16012607'}},
		],
		['microsoft-loop', {category: 'routing-loop', tokens: {attr: 'ATTR34'}}],
		['wrong-region', {category: 'recipient-misconfigured', tokens: {attr: 'ATTR35'}}],
		['several-regions', {category: 'recipient-misconfigured', tokens: {attr: 'ATTR38'}}],
		['group-closed', {category: 'recipient-restricted', tokens: {enhancedStatus: '5.7.133'}}],
		['recipient-unknown', {category: 'recipient-unknown', tokens: {enhancedStatus: '5.1.1'}}],
	])('tells %s for %j', (id, situation) => {
		expect(adviceFor(situation).id).toBe(id);
	});

	it('fills in what the response named', () => {
		const advice = adviceFor({
			category: 'ip-blocklisted',
			tokens: {senderIp: '192.0.2.10', blocklist: 'spamhaus'},
		});
		expect(advice.meaning).toContain('names 192.0.2.10,');
		expect(advice.links[0]).toEqual({
			label: 'Look 192.0.2.10 up at Spamhaus',
			url: 'https://check.spamhaus.org/query/ip/192.0.2.10',
		});
	});

	it('reads naturally where the response named nothing', () => {
		const advice = adviceFor({category: 'ip-blocklisted', tokens: {blocklist: 'spamhaus'}});
		expect(advice.meaning).toContain('names the sending IP, the server address');
		expect(advice.links[0]?.url).toBe('https://check.spamhaus.org/');
		expect(adviceFor({category: 'organization-policy'}).meaning).toMatch(/^The recipient's organization blocks/);
	});

	it('leads to the list that the response names', () => {
		const advice = adviceFor({category: 'ip-blocklisted', tokens: {blocklist: 'spamcop', senderIp: '2001:db8::1'}});
		expect(advice.links.map(({url}) => url)).toEqual([
			'https://www.spamcop.net/w3m?action=checkblock&ip=2001%3Adb8%3A%3A1',
		]);
		expect(adviceFor({category: 'ip-blocklisted', tokens: {blocklist: 'constructor'}}).links).toEqual([]);
	});

	it('never tells anybody to stop mailing a recipient for a block', () => {
		for (const category of ['ip-banned', 'ip-blocklisted', 'domain-blocklisted', 'ip-throttled'] as const) {
			const stories = [CATEGORY_ADVICE[category], ...STORIES.filter((story) => story.category.includes(category))];
			for (const row of stories) {
				expect(row.act, row.id).not.toBe('list');
				expect(row.steps.join(' '), row.id).not.toMatch(/off your lists/);
			}
		}
	});

	it('cuts a long value without breaking a character', () => {
		const senderIp = `${'x'.repeat(254)}\u{1f4ee}`;
		const [link] = adviceFor({category: 'ip-blocklisted', tokens: {senderIp, blocklist: 'spamhaus'}}).links;
		expect(link?.url).toBe(`https://check.spamhaus.org/query/ip/${'x'.repeat(254)}%EF%BF%BD`);
	});

	it('stands whatever a response holds', () => {
		const text = fc.string({unit: 'binary', maxLength: 400});
		fc.assert(
			fc.property(
				fc.constantFrom(...CATEGORY_NAMES),
				fc.record(
					{
						senderIp: text,
						senderDomain: text,
						helo: text,
						server: text,
						recipient: text,
						enhancedStatus: fc.oneof(text, fc.constantFrom('5.7.606', '5.', '..', '5.7.511')),
						asCode: text,
						blocklist: fc.oneof(text, fc.constantFrom('spamhaus', '__proto__', 'toString')),
					},
					{requiredKeys: []},
				),
				text,
				(category, tokens, response) => {
					const advice = adviceFor({category, tokens, text: response});
					for (const {url} of advice.links) expect(URL.canParse(url)).toBe(true);
					for (const step of advice.steps) expect(step.length).toBeLessThan(3000);
				},
			),
		);
	});
});
