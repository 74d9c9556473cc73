import {describe, expect, it} from 'vitest';
import {mayBeOf, receivedBy, senderOf} from '#shared/insight/same-receiver.ts';
import type {Counters, Metric} from '#shared/model/reputation.ts';
import {incident} from '#test/support/incidents.ts';

const domain = (value: string, counts: Partial<Record<Metric, number>>): Counters => ({
	dimension: 'recipient-domain',
	value,
	counts: new Map(Object.entries(counts).filter((entry): entry is [Metric, number] => typeof entry[1] === 'number')),
});
const DOMAINS = [
	domain('example.com', {delivered: 1, 'bounced.ip-banned': 8}),
	domain('cloud.example', {delivered: 10}),
	domain('own-server.example', {delivered: 100}),
	domain('outlook.com', {delivered: 1_000, 'bounced.ip-banned': 80}),
];
const MICROSOFT_365 = new Set(['cloud.example', 'outlook.com']);
const received = (changes: Parameters<typeof incident>[0]) => receivedBy(incident(changes), DOMAINS, MICROSOFT_365);

describe('what a receiver took', () => {
	it('is the mail to its own domains', () => {
		expect(received({receiver: 'exchange-online'})).toEqual({delivered: 11, refused: 8});
		expect(received({receiver: 'outlook-consumer', domains: []})).toEqual({delivered: 1_000, refused: 80});
		expect(received({receiver: 'other'})).toEqual({delivered: 1, refused: 8});
		expect(received({kind: 'spamhaus-listing', receiver: 'spamhaus'})).toEqual({delivered: 1, refused: 0});
	});

	it("is not the other one's of Microsoft", () => {
		expect(mayBeOf({receiver: 'exchange-online'}, 'hotmail.co.uk')).toBe(false);
		expect(mayBeOf({receiver: 'outlook-consumer'}, 'hotmail.co.uk')).toBe(true);
		expect(mayBeOf({receiver: 'outlook-consumer'}, 'example.com')).toBe(false);
		expect(mayBeOf({receiver: 'spamhaus'}, 'hotmail.co.uk')).toBe(true);
	});
});

describe('the sender that an incident is about', () => {
	it.each([
		[{resource: '192.0.2.10'}, '192.0.2.10'],
		[{resource: '192.0.2.0/24', senderIp: '192.0.2.77'}, '192.0.2.77'],
		[{resource: 'unknown', senderIp: null}, undefined],
		[{resource: 'example.com', senderIp: '192.0.2.77'}, undefined],
		[{resource: '192.0.2.10', esp: 'postmark'}, undefined],
	])('%o: %s', (changes, ip) => {
		expect(senderOf(incident(changes))).toBe(ip);
	});
});
