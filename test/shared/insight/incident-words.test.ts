import fc from 'fast-check';
import {describe, expect, it} from 'vitest';
import {alertSeverity, headline, inShort} from '#shared/insight/incident-words.ts';
import {INCIDENT_KINDS} from '#shared/model/incident.ts';
import {incident} from '#test/support/incidents.ts';

const trend = {
	since: '2026-03-02T09',
	to: '2026-03-02T12',
	bad: 120,
	total: 900,
	rate: 120 / 900,
	usual: {rate: 0.004, deviation: 0.001, stretches: 14},
	words: 'It went up.',
	follows: 'Lower the volume.',
};
const tenants = Array.from({length: 12}, (_, n) => ({tenant: `tenant-${n}`, count: 12 - n}));

describe('the headline', () => {
	it.each([
		[
			{kind: 'ip-ban'},
			'Microsoft 365 bans the sending IP 192.0.2.10 of tenant acme: 12 messages to 2 recipient domains refused since 2026-03-02 12:00 UTC.',
		],
		[
			{kind: 'ip-ban', resource: '192.0.2.0/24', receiver: 'outlook-consumer'},
			'Outlook.com bans the network 192.0.2.0/24 that tenant acme sends from: 12 messages to 2 recipient domains refused since 2026-03-02 12:00 UTC.',
		],
		[
			{kind: 'ip-ban', resource: '192.0.2.0/24', receiver: 'outlook-consumer', tenant: 'operator', tenants},
			'Outlook.com bans the network 192.0.2.0/24 that 12 tenants send from: 12 messages to 2 recipient domains refused since 2026-03-02 12:00 UTC.',
		],
		[
			{kind: 'ip-ban', tenant: 'operator', tenants, episode: 2},
			'Again: Microsoft 365 bans the sending IP 192.0.2.10 of 12 tenants: 12 messages to 2 recipient domains refused since 2026-03-02 12:00 UTC.',
		],
		[
			{kind: 'blocklist', receiver: 'barracuda', alertState: 'reminder', count: 1, domains: []},
			'Barracuda still lists the sending IP 192.0.2.10 of tenant acme: 1 message refused since 2026-03-02 12:00 UTC.',
		],
		[
			{kind: 'account-ban', resource: 'example.org'},
			'Microsoft 365 has stopped the account of example.org (tenant acme) from sending: 12 messages to 2 recipient domains refused since 2026-03-02 12:00 UTC.',
		],
		[
			{kind: 'spamhaus-listing', receiver: 'spamhaus', resource: 'unknown'},
			'Spamhaus lists a sending IP or domain of tenant acme that no response named: 12 messages to 2 recipient domains refused since 2026-03-02 12:00 UTC.',
		],
		[
			{kind: 'throttling', trend},
			'Microsoft 365 slows down the sending IP 192.0.2.10 of tenant acme: 120 of 900 attempts (13.3 %, usually 0.40 %) since 2026-03-02 09:00 UTC.',
		],
		[
			{kind: 'list-quality', resource: 'all', receiver: 'any', trend: {...trend, usual: {...trend.usual, rate: 0}}},
			'Many addresses are dead in the mail of tenant acme: 120 of 900 messages (13.3 %, usually none) since 2026-03-02 09:00 UTC.',
		],
		[
			{kind: 'list-quality', resource: 'all', receiver: 'any', trend: {...trend, usual: null}},
			'Many addresses are dead in the mail of tenant acme: 120 of 900 messages (13.3 %) since 2026-03-02 09:00 UTC.',
		],
		[
			{
				kind: 'authentication',
				resource: 'example.org',
				receiver: 'any',
				trend: {...trend, failing: {domain: 'example.org', checks: ['DKIM', 'DMARC']}},
			},
			'Mail of the domain example.org of tenant acme does not pass authentication (DKIM and DMARC): 120 of 900 attempts (13.3 %, usually 0.40 %) since 2026-03-02 09:00 UTC.',
		],
		[
			{kind: 'complaints', resource: 'all', receiver: 'any', alertState: 'resolved', state: 'resolved', trend},
			'Over: recipients complained about the mail of tenant acme from 2026-03-02 12:00 UTC to 2026-03-02 12:40 UTC, and no more than usual since.',
		],
		[
			{kind: 'ip-ban', alertState: 'resolved', state: 'resolved', deliveredSince: 4},
			'Over: Microsoft 365 refused the sending IP 192.0.2.10 of tenant acme (12 messages to 2 recipient domains, 2026-03-02 12:00 UTC to 2026-03-02 12:40 UTC), and its mail is taken again.',
		],
		[
			{kind: 'throttling', state: 'resolved', supersededBy: 'ip-ban#192.0.2.10#exchange-online'},
			'No longer by itself: sending IP 192.0.2.10 slowed down by Microsoft 365 (tenant acme) led to sending IP 192.0.2.10 banned by Microsoft 365.',
		],
	])('%j', (changes, words) => {
		expect(headline(incident(changes))).toBe(words);
	});

	it('is one line without gaps, whatever the kind', () => {
		fc.assert(
			fc.property(
				fc.record({
					kind: fc.constantFrom(...INCIDENT_KINDS),
					resource: fc.constantFrom('unknown', 'all', '192.0.2.1', '2001:db8::/32', 'example.org', 'jo@example.org'),
					receiver: fc.constantFrom('exchange-online', 'any', 'other', 'spamcop', '__proto__', 'new-list'),
					alertState: fc.constantFrom('opened', 'reminder', 'resolved'),
					episode: fc.integer({min: 1, max: 3}),
					trend: fc.option(fc.constant(trend), {nil: undefined}),
				}),
				(changes) => {
					for (const line of [headline(incident(changes)), inShort(incident(changes))]) {
						expect(line).not.toMatch(/[{}\n]|undefined|\[object| {2}/);
					}
				},
			),
		);
	});
});

describe('the severity of an alert', () => {
	it('is critical where nobody takes the mail any more', () => {
		const opened = INCIDENT_KINDS.filter((kind) => alertSeverity({kind, alertState: 'opened'}) === 'critical');
		expect(opened).toEqual(['ip-ban', 'spamhaus-listing', 'account-ban']);
		for (const kind of INCIDENT_KINDS) {
			expect(alertSeverity({kind, alertState: 'reminder'})).toBe('warning');
			expect(alertSeverity({kind, alertState: 'resolved'})).toBe('info');
		}
	});
});
