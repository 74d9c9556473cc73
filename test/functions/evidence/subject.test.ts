import {describe, expect, it} from 'vitest';
import {inOrder, isDue} from '#functions/evidence/due.ts';
import {type Heard, subjectOf} from '#functions/evidence/subject.ts';
import {INCIDENT_KINDS} from '#shared/model/incident.ts';
import {incident} from '#test/support/incidents.ts';

const IP = '192.0.2.10';
const heard = (changes: Partial<Heard> = {}): Heard => ({
	senderIp: IP,
	sendingDomain: 'example.com',
	helo: undefined,
	...changes,
});

describe('subjectOf', () => {
	it('is the IP, with the domains that sent most through it', () => {
		expect(
			subjectOf(incident(), [
				heard({sendingDomain: 'rare.example'}),
				heard({sendingDomain: 'often.example'}),
				heard({sendingDomain: 'often.example'}),
				heard({sendingDomain: 'some.example'}),
				heard({sendingDomain: 'some.example'}),
				heard({senderIp: '198.51.100.1', sendingDomain: 'other.example'}),
			]),
		).toEqual({ip: IP, helo: null, domains: ['often.example', 'some.example'], esp: 'sendgrid'});
	});

	it('of a network is the address of it that was seen', () => {
		expect(subjectOf(incident({resource: '192.0.2.0/24'}), [heard()])).toMatchObject({
			ip: IP,
			domains: ['example.com'],
		});
		expect(subjectOf(incident({resource: '198.51.100.0/24'}), [])).toMatchObject({ip: null});
		expect(subjectOf(incident({resource: '192.0.2.0/24', senderIp: null}), [])).toMatchObject({ip: null});
	});

	it('of a domain is the domain first, with the IP that was seen, and the HELO name that was quoted', () => {
		expect(
			subjectOf(incident({kind: 'spamhaus-listing', resource: 'mail.example.net'}), [
				heard({helo: 'Mail.Example.net'}),
				heard(),
			]),
		).toEqual({ip: IP, helo: 'mail.example.net', domains: ['mail.example.net', 'example.com'], esp: 'sendgrid'});
	});

	it('of failing authentication is the domain that fails', () => {
		const trend = {
			since: '2026-03-02T12',
			to: '2026-03-02T13',
			bad: 1,
			total: 2,
			rate: 0.5,
			usual: null,
			words: '',
			follows: '',
			failing: {domain: 'shop.example', checks: ['spf']},
		};
		expect(subjectOf(incident({kind: 'authentication', resource: 'all', trend}), [])).toMatchObject({
			ip: null,
			domains: ['shop.example'],
		});
	});

	it('is nothing where nothing is known', () => {
		expect(subjectOf(incident({resource: 'unknown', senderIp: null}), [])).toMatchObject({
			ip: null,
			helo: null,
			domains: [],
		});
	});
});

describe('isDue', () => {
	const now = new Date('2026-03-03T12:00:00.000Z');
	const evidence = (hours: number, verdict = 'good') => ({
		at: new Date(now.getTime() - hours * 3_600_000).toISOString(),
		checks: [{check: 'spf', about: 'example.com', verdict, words: ''}],
	});

	it('holds on opening, and daily while it goes on', () => {
		expect(isDue(incident(), now)).toBe(true);
		expect(isDue(incident({evidence: evidence(1)}), now)).toBe(false);
		expect(isDue(incident({evidence: evidence(24)}), now)).toBe(true);
		expect(isDue(incident({state: 'easing', evidence: evidence(24)}), now)).toBe(true);
		expect(isDue(incident({state: 'reopened', openedAt: now.toISOString(), evidence: evidence(1)}), now)).toBe(true);
		expect(isDue(incident({state: 'resolved'}), now)).toBe(false);
	});

	it('comes sooner where nothing could be told', () => {
		expect(isDue(incident({evidence: evidence(2, 'unknown')}), now)).toBe(false);
		expect(isDue(incident({evidence: evidence(4, 'unknown')}), now)).toBe(true);
	});

	it('holds for kinds that are about an IP or a domain', () => {
		const due = INCIDENT_KINDS.filter((kind) => isDue(incident({kind}), now));
		expect(due).toEqual(['ip-ban', 'spamhaus-listing', 'blocklist', 'throttling', 'authentication']);
	});

	it('puts first what was never asked about, the newest before the others', () => {
		const all = [
			incident({id: 'older', openedAt: '2026-03-01T12:00:00.000Z'}),
			incident({id: 'asked', evidence: evidence(30)}),
			incident({id: 'newer', openedAt: '2026-03-02T12:00:00.000Z'}),
			incident({id: 'long ago', evidence: evidence(50)}),
			incident({id: 'just now', evidence: evidence(1)}),
		];
		expect(inOrder(all, now).map(({id}) => id)).toEqual(['newer', 'older', 'long ago', 'asked']);
	});
});
