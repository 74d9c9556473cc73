import fc from 'fast-check';
import {afterAll, beforeAll, describe, expect, it} from 'vitest';
import type {Event} from '#shared/model/event.ts';
import type {Fact} from '#shared/model/fact.ts';
import {EFFECTS} from '#shared/projections/effects.ts';
import {talliesOf} from '#shared/projections/reputation.ts';
import {recordTallies} from '#shared/store/tallying.ts';
import {recordFacts} from '#shared/store/transaction.ts';
import {event, fact, RESPONSES, SETTINGS} from '#test/support/events.ts';
import {type Api, startApi} from './caller.ts';

let api: Api;
let acme: Awaited<ReturnType<Api['tenant']>>;
let other: Awaited<ReturnType<Api['tenant']>>;
const ago = (hours: number) => new Date(Date.now() - hours * 3_600_000).toISOString();
const hourAgo = (hours: number) => ago(hours).slice(0, 13);

beforeAll(async () => {
	api = await startApi();
	acme = await api.tenant('acme');
	other = await api.tenant('other');
	await acme.count('esp', 'ses', hourAgo(1), {delivered: 1900, 'bounced.recipient-unknown': 100, complained: 4});
	await acme.count('esp', 'postmark', hourAgo(30), {delivered: 40, 'bounced.ip-banned': 10, 'bounced.mailbox-full': 1});
	await acme.count('esp', 'postmark', hourAgo(500), {delivered: 7});
	await other.count('esp', 'ses', hourAgo(1), {delivered: 5000});
	await acme.incident({alertAt: ago(5), state: 'easing', deliveredSince: 30});
	await acme.incident({
		id: 'complaints#all#any',
		kind: 'complaints',
		resource: 'all',
		receiver: 'any',
		alertAt: ago(2),
	});
	await acme.incident({id: 'blocklist#192.0.2.9#other', kind: 'blocklist', resource: '192.0.2.9', state: 'resolved'});
});
afterAll(() => api.engine.stop());

const show = async (window: string, key = acme.read) => api.say({path: `/v1/overview?window=${window}`, key});
interface Row {
	delivered: number;
	complained: number;
	unsubscribed: number;
	deferred: number;
	bounced: {dead: number; block: number; other: number};
	categories: Record<string, number>;
}
const total = (series: Row[], of: (row: Row) => number) => series.reduce((sum, row) => sum + of(row), 0);

describe('the overview', () => {
	it('has score, rates, thresholds, ESPs and what goes on', async () => {
		const {status, body} = await show('24h');
		expect(status).toBe(200);
		expect(body.window).toMatchObject({name: '24h', words: 'the last 24 hours', to: hourAgo(0)});
		expect(body.reputation).toMatchObject({dimension: 'all', messages: 2000, dead: 100, rates: {dead: {rate: 0.05}}});
		expect(body.score).toMatchObject({ceiling: {incident: 'ip-ban', at: 40}, certainty: 'high'});
		expect(body.score.score).toBeLessThanOrEqual(40);
		expect(body.esps).toEqual([{esp: 'ses', messages: 2000, bounced: 100, complained: 4}]);
		const statusOf = (id: string) =>
			body.standings.find(({threshold}: {threshold: {id: string}}) => threshold.id === id)?.status;
		expect(statusOf('ses-bounce-review')).toBe('over');
		expect(statusOf('gmail-complaint')).toBe('near');
		expect(statusOf('postmark-bounce')).toBeUndefined();
	});

	it('tells the incidents that go on, the newest alert first, in short', async () => {
		const {body} = await show('24h');
		expect(body.incidents).toMatchObject([
			{kind: 'complaints', severity: 'warning', organizations: 2},
			{
				kind: 'ip-ban',
				state: 'easing',
				severity: 'warning',
				heldByEsp: 9,
				words: expect.stringContaining('30 messages'),
			},
		]);
		expect(body.moreIncidents).toBe(0);
		expect(body.incidents[0]).not.toHaveProperty('advice');
		expect((await show('24h', other.read)).body).toMatchObject({incidents: [], reputation: {delivered: 5000}});
	});

	it.each([
		['24h', 24, 2000],
		['7d', 168, 2051],
		['30d', 30, 2058],
	])('has a row for each stretch of %s', async (window, rows, messages) => {
		const {body} = await show(window);
		expect(body.series).toHaveLength(rows);
		expect(body.series[0].from).toBe(body.window.from);
		expect(body.reputation.messages).toBe(messages);
		expect(total(body.series, ({delivered, bounced}) => delivered + bounced.dead + bounced.block + bounced.other)).toBe(
			messages,
		);
	});

	it('never tells a complaint rate of nothing, and says what the rate leaves out', async () => {
		expect((await show('24h', other.read)).body.reputation.rates.complaint).toEqual({
			rate: null,
			told: 'not available',
		});
		const {body} = await show('24h');
		expect(body.reputation.rates.complaint).toMatchObject({rate: 0.002, told: 'yes'});
		expect(body.notes).toEqual([expect.stringContaining('Microsoft 365')]);
	});

	it('of a new tenant is empty, and says so', async () => {
		const fresh = await api.tenant('fresh');
		const {body} = await show('7d', fresh.read);
		expect(body).toMatchObject({score: {score: 100, certainty: 'low'}, esps: [], incidents: []});
		expect(body.reputation.rates.bounce).toEqual({rate: null, told: 'too few to say'});
	});

	it('refuses a window that it does not have', async () => {
		expect(await show('1h')).toMatchObject({status: 400, body: {field: 'window'}});
	});
});

describe('whatever was recorded', () => {
	const what = fc.record({
		kind: fc.constantFrom<Event['kind'][]>('bounce', 'deferral', 'complaint', 'unsubscribe', 'delivery'),
		esp: fc.constantFrom('ses', 'sendgrid', 'postmark'),
		diagnostic: fc.constantFrom(RESPONSES.unknown, RESPONSES.full, RESPONSES.banned('192.0.2.1'), RESPONSES.busy),
		hours: fc.integer({min: 0, max: 700}),
	});
	interface What {
		readonly kind: Event['kind'];
		readonly esp: string;
		readonly diagnostic: string;
		readonly hours: number;
	}
	// An address of its own: two of SendGrid's events that have address and second in common are copies of one.
	const toEvent = ({kind, esp, diagnostic, hours}: What, index: number) =>
		event(kind, {
			esp,
			recipient: `jo${index}@example.com`,
			occurredAt: ago(hours),
			...(kind === 'complaint' || kind === 'unsubscribe' ? {} : {diagnostic}),
		});
	let run = 0;

	it('the rows of the series come to the counts of the reputation', async () => {
		await fc.assert(
			fc.asyncProperty(fc.array(what, {minLength: 1, maxLength: 25}), async (some) => {
				run += 1;
				const tenant = await api.tenant(`any-${run}`);
				const facts: Fact[] = some.map((one, index) => fact(toEvent(one, index), tenant.id));
				const now = new Date();
				const isDelivery = ({event: {kind}}: Fact) => kind === 'delivery';
				await recordFacts(
					api.store,
					facts.filter((one) => !isDelivery(one)),
					SETTINGS,
					now,
					EFFECTS,
				);
				await recordTallies(
					api.store,
					talliesOf(facts.filter(isDelivery), () => undefined),
					now,
				);
				for (const window of ['24h', '7d', '30d']) {
					const {body} = await show(window, tenant.read);
					const {series, reputation} = body;
					expect({
						delivered: total(series, ({delivered}) => delivered),
						dead: total(series, ({bounced}) => bounced.dead),
						blocked: total(series, ({bounced}) => bounced.block),
						bounced: total(series, ({categories}) => Object.values(categories).reduce((sum, one) => sum + one, 0)),
						deferred: total(series, ({deferred}) => deferred),
						complained: total(series, ({complained}) => complained),
						unsubscribed: total(series, ({unsubscribed}) => unsubscribed),
					}).toEqual({
						delivered: reputation.delivered,
						dead: reputation.dead,
						blocked: reputation.blocked,
						bounced: reputation.bounced,
						deferred: reputation.deferred,
						complained: reputation.complained,
						unsubscribed: reputation.unsubscribed,
					});
				}
				const {body} = await show('30d', tenant.read);
				expect(body.reputation.messages + body.reputation.deferred + body.reputation.complained).toBe(
					some.filter(({kind}) => kind !== 'unsubscribe').length,
				);
				const before = body.score.score;
				await tenant.incident({id: 'ip-ban#192.0.2.77#other', resource: '192.0.2.77', receiver: 'other'});
				expect((await show('30d', tenant.read)).body.score.score).toBeLessThanOrEqual(Math.min(before, 40));
			}),
			{numRuns: 12},
		);
	});
});
