import {afterAll, beforeAll, beforeEach, expect, it} from 'vitest';
import {record} from '#functions/ledger/record.ts';
import {troubleTeller} from '#functions/ledger/trouble.ts';
import {classify} from '#shared/classify/classify.ts';
import type {Event} from '#shared/model/event.ts';
import {writeIncident} from '#shared/store/incidents.ts';
import {type Engine, startDynamodb} from '#test/support/dynamodb.ts';
import {bounce, RESPONSES, SETTINGS} from '#test/support/events.ts';
import {gathered, incident} from '#test/support/incidents.ts';
import {bodies, mailing, otherDomains, usualDomains} from '#test/support/mailing.ts';
import {countUnits, type Units} from '#test/support/units.ts';

let engine: Engine;
let units: Units;
beforeAll(async () => {
	engine = await startDynamodb();
	units = countUnits(engine);
});
afterAll(() => engine.stop());
beforeEach(() => {
	units.written = 0;
});

const now = () => new Date('2026-03-02T12:40:00.000Z');
let tenants = 0;
async function unitsOf(events: readonly Event[], perBody: number, perBatch: number): Promise<number> {
	tenants += 1;
	const chunks = bodies(`tenant-${tenants}`, events, perBody);
	const tellTrouble = troubleTeller(engine.store, now);
	while (chunks.length > 0)
		await record(chunks.splice(0, perBatch), SETTINGS, {store: engine.store, classify, now, tellTrouble});
	return units.written;
}

it.each([
	['in bodies of 1,000', usualDomains, 1_000, 10, 5],
	['in bodies of 1', usualDomains, 1, 100, 5],
	['each to another domain', otherDomains, 1_000, 10, 5],
])('a bounce takes at most five write units: %s', async (_, domainOf, perBody, perBatch, most) => {
	const taken = await unitsOf(mailing('bounce', 1_000, domainOf), perBody, perBatch);
	expect(taken / 1_000).toBeGreaterThan(2);
	expect(taken / 1_000).toBeLessThanOrEqual(most);
});

it.each([
	['in bodies of 1,000', 1_000, 10],
	['in bodies of 1', 1, 100],
])('a bounce of a ban that has gone on for weeks takes no more: %s', async (_, perBody, perBatch) => {
	const tenant = `tenant-${tenants + 1}`;
	await writeIncident(engine.store, incident({tenant, version: 0, ...gathered()}));
	units.written = 0;
	const banned = mailing('bounce', 1_000, usualDomains).map((event) => ({
		...event,
		diagnostic: RESPONSES.banned('192.0.2.10'),
	}));
	const taken = await unitsOf(banned, perBody, perBatch);
	expect(taken / 1_000).toBeGreaterThan(2);
	expect(taken / 1_000).toBeLessThanOrEqual(3.5);
});

it('a deferral takes little more than two, which is one item in a transaction', async () => {
	expect((await unitsOf(mailing('deferral', 1_000, usualDomains), 1_000, 10)) / 1_000).toBeLessThanOrEqual(2.5);
});

it('a thousand deliveries by three senders take at most 22', async () => {
	const taken = await unitsOf(mailing('delivery', 1_000, usualDomains), 1_000, 10);
	expect(taken).toBeGreaterThan(0);
	expect(taken).toBeLessThanOrEqual(22);
});

it('a bounce with the longest usual response and address still takes two for the fact and three for the address with its index', async () => {
	const diagnostic = `${RESPONSES.unknown} ${'For more information see https://go.microsoft.com/fwlink/?LinkId=389361 '.repeat(4)}`;
	const long = bounce({
		esp: 'ses',
		recipient: `${'long.name.'.repeat(5)}@${'subdomain.'.repeat(4)}example.com`,
		diagnostic: diagnostic.slice(0, 400),
		eventId: '0102018c1a2b3c4d-5e6f7081-92a3-4b4c-8d5e-6f7081920304-000000',
		messageId: '0102018c1a2b3c4d-5e6f7081-92a3-4b4c-8d5e-6f7081920304-000000',
		sendingDomain: 'mail.sender.example',
		senderIp: '192.0.2.10',
		status: '5.1.10',
		opinion: 'permanent/general',
	});
	const counters = 4 * 2; // the ESP's, the IP's, the sending domain's, and the list
	const told = 2; // the mark and the sample of a dead address, once in five minutes
	expect(await unitsOf([long], 1, 1)).toBe(2 + 2 + 1 + counters + told);
});
