import fc from 'fast-check';
import {describe, expect, it} from 'vitest';
import {alertMessage} from '#functions/notify/message.ts';
import {anyIncident} from '#test/support/any-incident.ts';
import {incident} from '#test/support/incidents.ts';

const partsOf = (about: ReturnType<typeof incident>): Record<string, string> => JSON.parse(alertMessage(about).message);
const domains = (count: number, length = 12) =>
	Array.from({length: count}, (_, n) => ({domain: `${'d'.repeat(length)}${n}.example.com`, count: n + 1}));

describe('the text', () => {
	it('says it all in its first line', () => {
		expect(partsOf(incident()).email?.split('\n')[0]).toBe(
			'Microsoft 365 bans the sending IP 192.0.2.10 of tenant acme: 12 messages to 2 recipient domains refused since 2026-03-02 12:00 UTC.',
		);
		expect(partsOf(incident({alertState: 'reminder'})).email).toMatch(/^Microsoft 365 still bans the sending IP/);
		expect(partsOf(incident({alertState: 'resolved'})).email).toMatch(
			/^Over: Microsoft 365 refused .* and not since\./,
		);
		expect(
			partsOf(incident({kind: 'spamhaus-listing', receiver: 'spamhaus', resource: 'mail.example.org', count: 1})).email,
		).toMatch(/^Spamhaus lists the domain mail\.example\.org of tenant acme: 1 message to 2 recipient domains/);
	});

	it('tells a delisting as one, not as a listing that goes on', () => {
		const alertAt = '2026-03-03T12:00:00.000Z';
		const words = '192.0.2.10 is not listed by Spamhaus ZEN any more.';
		const reminded = {kind: 'spamhaus-listing', receiver: 'spamhaus', alertState: 'reminder', alertAt} as const;
		const delisted = incident({...reminded, timeline: [{at: alertAt, what: 'delisted', words}]});
		expect(partsOf(delisted).email).toMatch(/^Delisted \(tenant acme\): 192\.0\.2\.10 is not listed/);
		expect(partsOf(delisted).email?.split('\n')[0]).not.toContain('still');
		expect(alertMessage(delisted).subject).toBe('[acme] Delisted: sending IP 192.0.2.10');
		const before = '2026-03-02T12:00:00.000Z';
		const going = incident({...reminded, timeline: [{at: before, what: 'delisted', words}]});
		expect(partsOf(going).email).toMatch(/^Spamhaus still lists/);
	});

	it('can be acted on alone', () => {
		const text = partsOf(incident()).email ?? '';
		for (const needed of [
			'1. ',
			'https://sender.office.com/',
			'24 to 48 hours',
			'Email address: (',
			'example.com (8), example.net (4)',
			'SendGrid suppressed because of it: 9',
			'AS16012609',
			'Microsoft clusters: EUR05',
			'eop-banned-ip',
			'550 5.7.606 Access denied',
		]) {
			expect(text).toContain(needed);
		}
		expect(text).toMatch(/When to go further\n {2}\S/);
		expect(text).not.toMatch(/undefined|\{\w+\}|\[object/);
	});

	it('carries the mail to Microsoft, ready to send', () => {
		const response = '550 5.7.511 Access denied, banned sender[192.0.2.10].';
		const text = partsOf(incident({response, codes: []})).email ?? '';
		expect(text).toContain('To: delist@microsoft.com');
		expect(text.split(response)).toHaveLength(3);
	});

	it('tells one organization from many', () => {
		const one = incident({domains: [{domain: 'example.com', count: 3}]});
		expect(partsOf(one).email).toContain('one recipient domain only');
		const many = partsOf(incident({domains: domains(50), otherDomains: 7})).email ?? '';
		expect(many).toContain('more than 50 recipient domains');
		expect(many).toContain('Several recipient domains');
		expect(many).toContain('49.example.com (50)');
		expect(many).not.toContain('dd3.example.com (4)');
	});

	it('does not ask anybody to do anything about an incident that is over, except to give addresses back', () => {
		const text = partsOf(incident({alertState: 'resolved', state: 'resolved'})).email ?? '';
		expect(text).not.toContain('What to do');
		expect(text).toContain("9 good addresses may still be on SendGrid's suppression list");
		expect(partsOf(incident({alertState: 'resolved', heldByEsp: 0})).email).not.toContain('left to do');
	});
});

describe('the JSON', () => {
	it('is versioned, and what every program gets', () => {
		const parts = partsOf(incident());
		expect(Object.keys(parts).sort()).toEqual(['default', 'email', 'sms']);
		expect(JSON.parse(parts.default ?? '')).toMatchObject({
			version: 2,
			sequence: 1,
			state: 'opened',
			severity: 'critical',
			incident: {
				tenant: 'acme',
				id: 'ip-ban#192.0.2.10#exchange-online',
				kind: 'ip-ban',
				resource: '192.0.2.10',
				count: 12,
				domains: [
					{domain: 'example.com', count: 8},
					{domain: 'example.net', count: 4},
				],
				domainCount: 2,
				moreDomains: false,
			},
			advice: {id: 'microsoft-delist-portal', act: 'operator'},
			delistRequest: {way: 'form', url: 'https://sender.office.com/'},
			heldBack: {named: [], more: 0},
		});
	});

	it("keeps what is the store's own to itself", () => {
		const told = JSON.parse(partsOf(incident()).default ?? '').incident;
		for (const own of ['version', 'sentSequence', 'alertSequence', 'samples']) {
			expect(Object.keys(told)).not.toContain(own);
		}
	});
});

describe('the short forms', () => {
	it('fit', () => {
		const {subject} = alertMessage(incident());
		expect(subject).toBe('[acme] sending IP 192.0.2.10 banned by Microsoft 365');
		expect(partsOf(incident()).sms).toBe(
			'[acme] sending IP 192.0.2.10 banned by Microsoft 365, 12 messages to 2 recipient domains. See sender.office.com',
		);
	});

	it('carry attributes for filters', () => {
		expect(alertMessage(incident({alertState: 'resolved'})).attributes).toEqual({
			tenant: ['acme'],
			kind: ['ip-ban'],
			severity: ['info'],
			state: ['resolved'],
			esp: ['sendgrid'],
			receiver: ['exchange-online'],
			resource: ['192.0.2.10'],
		});
		expect(alertMessage(incident({resource: 'bücher.example'})).attributes).not.toHaveProperty('resource');
	});

	it('carry the attributes of what was held back, so that no filter misses it', () => {
		const listing = incident({kind: 'spamhaus-listing', receiver: 'spamhaus', resource: 'example.org', esp: 'ses'});
		const about = incident({kind: 'list-quality', resource: 'all', receiver: 'any'});
		expect(alertMessage(about, {named: [listing, about], more: 0}).attributes).toMatchObject({
			tenant: ['acme'],
			kind: ['list-quality', 'spamhaus-listing'],
			severity: ['warning', 'critical'],
			esp: ['sendgrid', 'ses'],
			receiver: ['any', 'spamhaus'],
			resource: ['all', 'example.org'],
		});
	});
});

describe('limits of SNS', () => {
	it('hold whatever stands in an incident', () => {
		fc.assert(
			fc.property(anyIncident, fc.array(anyIncident, {maxLength: 20}), fc.nat({max: 200}), (about, named, more) => {
				const {subject, message, attributes, chat} = alertMessage(about, {named, more});
				expect(subject).toMatch(/^[!-~][ -~]{0,98}$/);
				const parts = JSON.parse(message);
				expect(parts.sms).toMatch(/^[ -~]{1,139}$/);
				expect(parts.email.split('\n')[0]).toMatch(/tenant|account/);
				expect(parts.email).not.toMatch(/undefined|\[object Object\]/);
				expect(Buffer.byteLength(message) + Buffer.byteLength(subject)).toBeLessThan(262_144 - 1000);
				expect(Buffer.byteLength(chat)).toBeLessThan(64_000);
				expect(Object.keys(attributes).length).toBeLessThanOrEqual(10);
				for (const values of Object.values(attributes)) {
					expect(values.length).toBeGreaterThan(0);
					for (const value of values) expect(value).toMatch(/^[!-~]{1,100}$/);
				}
			}),
			{numRuns: 100},
		);
	});

	it('hold at the worst', () => {
		const heavy = '\u{20ac}"\n'.repeat(2000);
		const at = '2026-03-02T12:00:00.000Z';
		const check = {check: heavy, about: heavy, verdict: 'bad', found: heavy, words: heavy};
		const about = incident({
			response: heavy,
			rule: heavy,
			codes: Array.from({length: 10}, () => heavy),
			regions: Array.from({length: 10}, () => heavy),
			domains: domains(50, 240),
			otherDomains: 900,
			receiver: 'outlook-consumer',
			timeline: Array.from({length: 60}, () => ({at, what: 'worse', words: heavy})),
			evidence: {at, checks: Array.from({length: 30}, () => check)},
			attribution: {at, verdict: 'spread', confident: 'high', words: heavy, follows: heavy},
		});
		const held = {named: Array.from({length: 20}, () => incident({resource: 'd'.repeat(253)})), more: 180};
		expect(Buffer.byteLength(alertMessage(about, held).message)).toBeLessThan(262_144 - 1000);
	});
});
