import {afterAll, beforeAll, describe, expect, it} from 'vitest';
import {record} from '#functions/ledger/record.ts';
import {classify} from '#shared/classify/classify.ts';
import type {Event} from '#shared/model/event.ts';
import {bounce, chunk, event, RESPONSES, SETTINGS} from '#test/support/events.ts';
import {type Api, startApi} from './caller.ts';

let api: Api;
let acme: Awaited<ReturnType<Api['tenant']>>;
beforeAll(async () => {
	api = await startApi();
	acme = await api.tenant('acme');
});
afterAll(() => api.engine.stop());

/** Of this day, since a window ends now. */
const today = (minute: number) => new Date(Date.now() - 3_600_000 + minute * 60_000).toISOString();
const ledger = (events: readonly Event[]) =>
	record([chunk(events, 'acme', today(59))], SETTINGS, {
		store: api.store,
		classify,
		now: () => new Date(),
		tellTrouble: async () => {},
	});
const why = async (address: string, query = '') =>
	(await api.say({path: `/v1/suppressions/${encodeURIComponent(address)}${query}`, key: acme.read})).body;

describe('why not this address', () => {
	it('a dead one: reason, rule, response, advice, the ESP’s list and how to take it off there, events newest first', async () => {
		await ledger([
			bounce({
				esp: 'sendgrid',
				recipient: 'dead+1@example.com',
				recipientAsReceived: 'Dead+1@Example.com',
				occurredAt: today(1),
				heldByEsp: true,
			}),
			event('deferral', {
				esp: 'sendgrid',
				recipient: 'dead+1@example.com',
				occurredAt: today(0),
				diagnostic: RESPONSES.busy,
			}),
		]);
		expect(await why('Dead+1@example.com')).toMatchObject({
			verdict: 'do not send',
			words: expect.stringMatching(/^No such mailbox\. Suppressed since \d{4}-\d\d-\d\d\. SendGrid holds the address/),
			record: {status: 'active', reason: 'recipient-unknown', rule: expect.any(String), response: RESPONSES.unknown},
			watching: null,
			advice: {meaning: expect.any(String), steps: expect.any(Array)},
			esp: {
				name: 'sendgrid',
				holds: true,
				howToRelease: expect.stringContaining('/v3/suppression/bounces/Dead%2B1%40Example.com'),
			},
			events: [
				{kind: 'bounce', category: 'recipient-unknown', heldByEsp: true},
				{kind: 'deferral', category: 'server-busy'},
			],
			changes: [],
		});
	});

	it('a full one: how many bounces of how many within which window', async () => {
		await ledger(
			[0, 1].map((minute) =>
				bounce({recipient: 'full@example.com', diagnostic: RESPONSES.full, occurredAt: today(minute)}),
			),
		);
		expect(await why('full@example.com')).toMatchObject({
			verdict: 'risky',
			status: 'watching',
			watching: {count: 2, threshold: 3, windowDays: 30},
			words: expect.stringContaining('2 of 3 bounces within 30 days'),
		});
		await ledger([event('delivery', {recipient: 'full@example.com', occurredAt: today(2)})]);
		expect((await why('full@example.com')).watching).toMatchObject({count: 0});
	});

	it('a good one that the ESP holds for an IP ban: a block is not a bad address', async () => {
		await ledger([
			bounce({
				esp: 'ses',
				recipient: 'good@example.com',
				diagnostic: RESPONSES.banned('192.0.2.10'),
				heldByEsp: true,
				occurredAt: today(0),
			}),
		]);
		expect(await why('good@example.com')).toMatchObject({
			verdict: 'send',
			status: 'none',
			record: null,
			words: expect.stringContaining('Amazon SES holds it on its own list'),
			advice: {act: expect.any(String)},
			esp: {name: 'ses', holds: true},
			events: [{category: 'ip-banned', suppression: 'keep'}],
		});
	});

	it('one that unsubscribed: marketing stops, receipts do as the tenant says', async () => {
		await ledger([event('unsubscribe', {recipient: 'left@example.com', occurredAt: today(0), part: 'news'})]);
		expect(await why('left@example.com')).toMatchObject({
			verdict: 'do not send',
			words: expect.stringContaining('for news'),
		});
		expect((await why('left@example.com', '?part=offers')).verdict).toBe('send');
		expect((await why('left@example.com', '?scope=transactional')).verdict).toBe('send');
		expect((await why('left@example.com', '?scope=spam')).status).toBe(400);
	});

	it('shows a hundred events at most', async () => {
		await ledger(
			Array.from({length: 130}, (_, index) =>
				event('deferral', {
					recipient: 'slow@example.com',
					occurredAt: new Date(Date.now() - 7_200_000 + index * 1_000).toISOString(),
					diagnostic: RESPONSES.busy,
				}),
			),
		);
		const {events} = await why('slow@example.com');
		expect(events).toHaveLength(100);
		const times = events.map(({occurredAt}: {occurredAt: string}) => occurredAt);
		expect(times).toEqual(times.toSorted().reverse());
	});
});
