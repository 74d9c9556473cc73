import fc from 'fast-check';
import {describe, expect, it} from 'vitest';
import type {Fact} from '#shared/model/fact.ts';
import {type Incident, incidentSchema} from '#shared/model/incident.ts';
import {incidentIdOf, projectIncident} from '#shared/projections/incident.ts';
import {sweepIncident} from '#shared/projections/passing.ts';
import {bounce, event, fact, RESPONSES, SETTINGS} from '#test/support/events.ts';

const start = Date.UTC(2026, 2, 2, 12);
const time = (hours: number): string => new Date(start + hours * 3_600_000).toISOString();
const clock = (hours: number): Date => new Date(time(hours));

const banned = (hours: number, given: object = {}) =>
	fact(bounce({occurredAt: time(hours), diagnostic: RESPONSES.banned('192.0.2.1'), ...given}));

interface Arrival {
	readonly fact: Fact;
	/** When it is worked on, in hours; as it happens unless a test says otherwise. */
	readonly now: number;
}
const arrives = (hours: number, now = hours, given: object = {}): Arrival => ({fact: banned(hours, given), now});
const fold = (arrivals: readonly Arrival[], before?: Incident, settings = SETTINGS) =>
	arrivals.reduce<Incident | undefined>(
		(incident, {fact: one, now}) => projectIncident(incident, one, settings, clock(now)),
		before,
	);
const swept = (incident: Incident | undefined, hours: number): Incident => {
	if (incident === undefined) throw new Error('no incident');
	return sweepIncident(incident, SETTINGS, clock(hours)) ?? incident;
};

describe('the name of an incident', () => {
	it('is what is wrong, with whom, and who says so', () => {
		expect(incidentIdOf(banned(0))).toBe('ip-ban#192.0.2.1#exchange-online');
		expect(incidentIdOf(fact(bounce({diagnostic: RESPONSES.spamhaus('192.0.2.2')})))).toBe(
			'spamhaus-listing#192.0.2.2#spamhaus',
		);
		expect(incidentIdOf(fact(bounce({diagnostic: '550 5.7.606 Access denied, banned sending IP'})))).toBe(
			'ip-ban#unknown#exchange-online',
		);
	});

	it('is the domain where a domain is listed', () => {
		const listed = fact(
			bounce({
				sendingDomain: 'shop.example',
				diagnostic: '554 5.7.1 Service unavailable; Helo command [mail.shop.example] blocked using dbl.spamhaus.org',
			}),
		);
		expect(listed.classification?.category).toBe('domain-blocklisted');
		expect(incidentIdOf(listed)).toBe('spamhaus-listing#shop.example#spamhaus');
	});

	it.each([
		[{sendingDomain: 'shop.example'}, 'HELO domain is listed in Spamhaus', 'shop.example'],
		[{sendingDomain: 'shop.example'}, 'Helo command [mail.shop.example] blocked using Spamhaus', 'shop.example'],
		[{sendingDomain: 'news.shop.example'}, 'Helo command [shop.example] blocked using Spamhaus', 'news.shop.example'],
		[{}, 'HELO domain is listed in Spamhaus', 'unknown'],
	])('is one domain, whether a response names it or not: %o %s', (given, words, domain) => {
		const listed = fact(bounce({...given, diagnostic: `550 5.7.1 Service unavailable, ${words}. (S8001)`}));
		expect(incidentIdOf(listed)).toBe(`spamhaus-listing#${domain}#spamhaus`);
	});

	it.each([
		['198.51.100.77', '198.51.100.0/24'],
		['2001:db8:1:2:3::4', '2001:db8:1:2::/64'],
	])('is the network where the provider speaks of one: %s', (ip, network) => {
		for (const code of ['S3150', 'AS3150']) {
			const diagnostic = `550 5.7.1 Unfortunately, messages from [${ip}] weren't sent. Please contact your Internet service provider since part of their network is on our block list (${code}).`;
			expect(incidentIdOf(fact(bounce({diagnostic})))).toBe(`ip-ban#${network}#outlook-consumer`);
		}
		const own = `550 5.7.1 Unfortunately, messages from [${ip}] weren't sent. Please contact your Internet service provider since part of their network is on our block list (S3140).`;
		expect(incidentIdOf(fact(bounce({diagnostic: own})))).toBe(`ip-ban#${ip}#outlook-consumer`);
	});

	it('is the list where it is not of Spamhaus, and none where no list is named', () => {
		const blocked = (words: string) =>
			incidentIdOf(fact(bounce({diagnostic: `554 5.7.1 Service unavailable; ${words}`})));
		expect(blocked('Client host [192.0.2.3] blocked using bl.spamcop.net')).toBe('blocklist#192.0.2.3#spamcop');
		expect(blocked('Client host [192.0.2.3] blocked using b.barracudacentral.org')).toBe(
			'blocklist#192.0.2.3#barracuda',
		);
	});

	it.each([
		['550 5.7.705 Access denied, tenant has exceeded threshold', 'shop.example'],
		['550 5.7.708 Access denied, traffic not accepted from this IP', 'shop.example'],
		['550 5.7.750 Client blocked from sending from unregistered domains', 'shop.example'],
		['550 5.1.8 Access denied, bad outbound sender', 'shop.example'],
		['Access denied, bad outbound sender', 'shop.example'],
	])('is the sending domain where the account is banned: %s', (diagnostic, domain) => {
		expect(incidentIdOf(fact(bounce({diagnostic, sendingDomain: domain})))).toBe(
			`account-ban#${domain}#exchange-online`,
		);
	});

	it('is none where a quota is used up', () => {
		for (const diagnostic of [
			"550 5.2.2 The sender's submission quota was exceeded",
			"550 5.7.233 Your message can't be sent because your tenant exceeded its daily limit for sending email to external recipients",
			"the sender's submission quota was exceeded",
		]) {
			const quota = fact(bounce({diagnostic, sendingDomain: 'shop.example'}));
			expect(quota.classification?.category).toBe('sender-banned');
			expect(incidentIdOf(quota)).toBeUndefined();
		}
	});

	it('is none for what is no reason for an alert', () => {
		for (const diagnostic of [RESPONSES.unknown, RESPONSES.full, RESPONSES.throttled]) {
			expect(incidentIdOf(fact(bounce({diagnostic})))).toBeUndefined();
		}
		expect(incidentIdOf(fact(event('complaint')))).toBeUndefined();
	});
});

describe('an incident', () => {
	it('opens with the first response and one alert', () => {
		const opened = fold([arrives(0, 0.1, {heldByEsp: true})]);
		expect(opened).toEqual({
			tenant: 'acme',
			id: 'ip-ban#192.0.2.1#exchange-online',
			kind: 'ip-ban',
			resource: '192.0.2.1',
			receiver: 'exchange-online',
			state: 'open',
			episode: 1,
			openedAt: time(0),
			lastSeenAt: time(0),
			count: 1,
			domains: [{domain: 'example.com', count: 1}],
			otherDomains: 0,
			heldByEsp: 1,
			response: RESPONSES.banned('192.0.2.1'),
			rule: banned(0).classification?.rule,
			esp: 'postmark',
			senderIp: '192.0.2.1',
			codes: ['5.7.606'],
			regions: [],
			timeline: [{at: time(0), what: 'opened', words: 'The first response came, from example.com.'}],
			samples: [
				{
					at: time(0),
					response: RESPONSES.banned('192.0.2.1'),
					rule: banned(0).classification?.rule,
					domain: 'example.com',
				},
			],
			deliveredSince: 0,
			alertSequence: 1,
			sentSequence: 0,
			alertState: 'opened',
			alertAt: time(0.1),
			version: 0,
		});
		expect(incidentSchema.safeParse(opened).success).toBe(true);
	});

	it('counts what follows without another alert, up to the cool-down', () => {
		const many = Array.from({length: 100}, (_, index) => arrives(index / 10));
		expect(fold(many)).toMatchObject({count: 100, alertSequence: 1, openedAt: time(0), lastSeenAt: time(9.9)});
	});

	it('is told of again once after each cool-down, by the next response', () => {
		const through = [arrives(0), arrives(23.9), arrives(24), arrives(24.1), arrives(47.9), arrives(48)];
		expect(fold(through.slice(0, 2))).toMatchObject({alertSequence: 1});
		expect(fold(through.slice(0, 4))).toMatchObject({alertSequence: 2, alertState: 'reminder', alertAt: time(24)});
		expect(fold(through)).toMatchObject({alertSequence: 3, alertAt: time(48)});
	});

	it('is told of once for all responses that are worked on together, even without a cool-down', () => {
		const together = [arrives(0, 1), arrives(0.1, 1), arrives(0.2, 1)];
		expect(fold(together, undefined, {...SETTINGS, alertCooldownHours: 0})).toMatchObject({alertSequence: 1, count: 3});
	});

	it('is resolved with an alert when it was quiet for the whole period', () => {
		const open = fold([arrives(0)]);
		expect(sweepIncident(swept(open, 0), SETTINGS, clock(23.9))).toBeUndefined();
		const resolved = swept(open, 24);
		expect(resolved).toMatchObject({
			state: 'resolved',
			resolvedAt: time(24),
			alertSequence: 2,
			alertState: 'resolved',
			alertAt: time(24),
		});
		expect(sweepIncident(resolved, SETTINGS, clock(100))).toBeUndefined();
	});

	it('that eases is open again with the next response, without an alert', () => {
		const open = fold([arrives(0)]);
		if (open === undefined) throw new Error('no incident');
		const easing = sweepIncident(open, SETTINGS, clock(2), {delivered: 2, chance: 0.1});
		expect(easing).toMatchObject({state: 'easing', deliveredSince: 2, alertSequence: 1});
		expect(fold([arrives(3)], easing)).toMatchObject({state: 'open', deliveredSince: 0, alertSequence: 1});
	});

	it('of a muted kind is recorded and shown, and rings for nothing', () => {
		const muted = {...SETTINGS, mutedKinds: ['ip-ban' as const]};
		const going = fold([arrives(0), arrives(30)], undefined, muted);
		expect(going).toMatchObject({state: 'open', count: 2, alertSequence: 0});
		if (going === undefined) throw new Error('no incident');
		expect(sweepIncident(going, muted, clock(60))).toMatchObject({state: 'resolved', alertSequence: 0});
	});

	it('shows five samples that differ, none with the address of its recipient', () => {
		const from = (domain: string, region: string) =>
			arrives(0, 0, {
				recipient: `jo@${domain}`,
				diagnostic: `${RESPONSES.banned('192.0.2.1')} <Jo@${domain}> [AM6${region}FT012.eop-${region.toLowerCase()}.prod.protection.outlook.com]`,
			});
		const many = fold([
			...Array.from({length: 10}, (_, index) => from(`d${index}.example.com`, 'EUR05')),
			from('d1.example.com', 'NAM12'),
			from('d2.example.com', 'APC01'),
		]);
		expect(many?.samples).toHaveLength(5);
		expect(new Set(many?.samples.map(({region}) => region))).toEqual(new Set(['EUR05', 'NAM12', 'APC01']));
		expect(JSON.stringify(many?.samples).toLowerCase()).not.toContain('jo@');
	});

	it('that was resolved opens anew, counting from the start', () => {
		const resolved = {...swept(fold([arrives(0), arrives(1)]), 25), sentSequence: 2, version: 7};
		const again = fold([arrives(30)], resolved);
		expect(again?.timeline.map(({what}) => what)).toEqual(['opened', 'resolved', 'reopened']);
		expect(again).toMatchObject({
			state: 'reopened',
			episode: 2,
			openedAt: time(30),
			count: 1,
			alertSequence: 3,
			sentSequence: 2,
			alertState: 'opened',
			version: 7,
		});
		expect(again).not.toHaveProperty('resolvedAt');
	});

	it('names so many recipient domains and no more', () => {
		const many = Array.from({length: 60}, (_, index) => arrives(0, 0, {recipient: `jo@d${index}.example.com`}));
		const incident = fold([
			...many,
			arrives(0, 0, {recipient: 'x@d3.example.com'}),
			arrives(0, 0, {recipient: 'x@[192.0.2.1]'}),
		]);
		expect(incident?.domains).toHaveLength(50);
		expect(incident?.domains[3]).toEqual({domain: 'd3.example.com', count: 2});
		expect(incident).toMatchObject({otherDomains: 11, count: 62});
	});

	it('shows the newest response, in whatever order they come', () => {
		const newest = arrives(2, 3, {diagnostic: `${RESPONSES.banned('192.0.2.1')} (AS16012609)`});
		for (const order of [
			[arrives(1, 3), newest],
			[newest, arrives(1, 3)],
		]) {
			expect(fold(order)).toMatchObject({
				response: expect.stringContaining('AS16012609'),
				codes: expect.arrayContaining(['5.7.606', 'AS16012609']),
				openedAt: time(1),
				lastSeenAt: time(2),
			});
		}
	});

	it('does not believe a clock that is ahead', () => {
		expect(fold([arrives(500, 0)])).toMatchObject({openedAt: time(0), lastSeenAt: time(0)});
	});
});

describe('a response that comes late', () => {
	it('opens what nobody has been told of, however late, and leaves the whole quiet period to act', () => {
		const late = fold([arrives(0, 23 * 24)]);
		expect(late).toMatchObject({state: 'open', openedAt: time(0), alertAt: time(23 * 24), alertState: 'opened'});
		expect(swept(late, 23 * 24 + 11)).toMatchObject({state: 'open'});
		expect(swept(late, 23 * 24 + 24)).toMatchObject({state: 'resolved'});
	});

	it('does not open again what was resolved, be it repeated or from before', () => {
		const resolved = swept(fold([arrives(0), arrives(10)]), 34);
		for (const late of [arrives(5, 34.1), arrives(10, 35), arrives(9, 400), arrives(34.05 - 24, 34.1)]) {
			expect(fold([late], resolved)).toBe(resolved);
		}
		expect(fold([arrives(34, 34.1)], resolved)).toMatchObject({state: 'reopened', episode: 2});
	});

	it('is counted where it falls into the time of an open incident, and raises no reminder', () => {
		const going = fold([arrives(0), arrives(20), arrives(40)]);
		const alerts = going?.alertSequence;
		expect(fold([arrives(30, 70)], going)).toMatchObject({count: 4, alertSequence: alerts, lastSeenAt: time(40)});
	});

	it('from long before an open incident is not its', () => {
		const going = fold([arrives(0)]);
		expect(fold([arrives(-72, 1)], going)).toBe(going);
		expect(fold([arrives(-2, 1)], going)).toMatchObject({count: 2, openedAt: time(-2), alertSequence: 1});
	});

	it("from the last episode is not the new one's", () => {
		const second = fold([arrives(30)], swept(fold([arrives(0)]), 24));
		expect(fold([arrives(0, 30.5)], second)).toBe(second);
	});
});

describe('alerts', () => {
	it('are at most one for each cool-down and two for each episode, whatever comes when', () => {
		fc.assert(
			fc.property(
				fc.array(
					fc.record({gap: fc.double({min: 0, max: 30, noNaN: true}), late: fc.double({min: 0, max: 60, noNaN: true})}),
					{
						maxLength: 40,
					},
				),
				(steps) => {
					let incident: Incident | undefined;
					let now = 0;
					const alerts: {at: number; state: string}[] = [];
					for (const {gap, late} of steps) {
						now += gap;
						const before: number = incident?.alertSequence ?? 0;
						if (incident !== undefined) incident = swept(incident, now);
						if ((incident?.alertSequence ?? 0) > before) alerts.push({at: now, state: incident?.alertState ?? ''});
						const between: number = incident?.alertSequence ?? 0;
						incident = fold([arrives(now - late, now)], incident);
						if ((incident?.alertSequence ?? 0) > between) alerts.push({at: now, state: incident?.alertState ?? ''});
					}
					expect(alerts).toHaveLength(incident?.alertSequence ?? 0);
					for (const [index, alert] of alerts.entries()) {
						const previous = alerts[index - 1];
						if (alert.state === 'opened') expect(previous?.state ?? 'resolved').toBe('resolved');
						else expect(['opened', 'reminder']).toContain(previous?.state);
						if (alert.state === 'reminder') expect(alert.at - (previous?.at ?? 0)).toBeGreaterThanOrEqual(24 - 1e-6);
					}
				},
			),
		);
	});
});
