import {afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi} from 'vitest';
import {type Gatherer, gatherAll} from '#functions/evidence/gather.ts';
import {openLookups} from '#shared/dns/lookups.ts';
import type {Incident} from '#shared/model/incident.ts';
import {OPERATOR} from '#shared/model/names.ts';
import {EFFECTS} from '#shared/projections/effects.ts';
import {listIncidents, listUnresolved, markSent, readIncident, writeIncident} from '#shared/store/incidents.ts';
import {createTenant} from '#shared/store/tenants.ts';
import {recordFacts} from '#shared/store/transaction.ts';
import {type DnsServer, startDns, type Zone} from '#test/support/dns.ts';
import {type Engine, startDynamodb} from '#test/support/dynamodb.ts';
import {bounce, fact, RESPONSES, SETTINGS, tenantId} from '#test/support/events.ts';
import {incident} from '#test/support/incidents.ts';
import {tenantWith} from '#test/support/tenant.ts';

const IP = '192.0.2.10';
const OPENED = '2026-03-02T12:00:00.000Z';
const hours = (count: number) => () => new Date(Date.parse(OPENED) + count * 3_600_000);
const KEY = 'abcdefghijklmnopqrstuvwxyz';

let engine: Engine;
let server: DnsServer;
beforeAll(async () => {
	[engine, server] = await Promise.all([startDynamodb(), startDns()]);
});
afterAll(async () => {
	await Promise.all([engine.stop(), server.stop()]);
});
beforeEach(() => {
	server.asked.length = 0;
	server.serve(GOOD);
});
/** Leaves nothing for the next test to count. */
afterEach(async () => {
	for (const each of await listUnresolved(engine.store)) {
		await writeIncident(engine.store, {...each, state: 'resolved', sentSequence: each.alertSequence});
	}
});

const GOOD: Zone = {
	'10.2.0.192.in-addr.arpa': {PTR: ['mail.example.com']},
	'mail.example.com': {A: [IP]},
	'example.com': {TXT: [`v=spf1 ip4:${IP} -all`], MX: ['10 mail.example.com']},
	'_dmarc.example.com': {TXT: ['v=DMARC1; p=reject']},
	'2.0.0.127.zen.spamhaus.org': {A: ['127.0.0.2', '127.0.0.4', '127.0.0.10']},
	'dbltest.com.dbl.spamhaus.org': {A: ['127.0.1.2']},
};
const LISTED: Zone = {...GOOD, '10.2.0.192.zen.spamhaus.org': {A: ['127.0.0.2']}};

const gatherer = (changes: Partial<Gatherer> = {}): Gatherer => ({
	store: engine.store,
	openLookups: (deadline) => openLookups({servers: [server.address], timeout: 300, tries: 1, deadline}),
	spamhausKey: async () => undefined,
	now: hours(1),
	remaining: () => 100_000,
	...changes,
});
const gather = (changes: Partial<Gatherer> = {}) => gatherAll(gatherer(changes));
const now = ({tenant, id}: Incident) => readIncident(engine.store, tenant, id);
const verdicts = (about: Incident | undefined) =>
	Object.fromEntries(about?.evidence?.checks.map(({check, about: of, verdict}) => [`${check} ${of}`, verdict]) ?? []);

let made = 0;
async function stored(changes: Parameters<typeof incident>[0] = {}): Promise<Incident> {
	made += 1;
	const about = incident({
		tenant: tenantId(`tenant-${made}`),
		version: 0,
		openedAt: OPENED,
		lastSeenAt: OPENED,
		alertAt: OPENED,
		sentSequence: 1,
		...changes,
	});
	expect(await writeIncident(engine.store, about)).toBe(true);
	return about;
}

/** Runs `work` while something happens before the first incident that is put. */
async function beforePut(happens: () => Promise<void>, work: () => Promise<void>) {
	const name = 'before-put';
	const {middlewareStack} = engine.store.client;
	middlewareStack.add(
		(next) => async (args) => {
			if ('Item' in args.input) {
				middlewareStack.remove(name);
				await happens();
			}
			return next(args);
		},
		{step: 'initialize', name},
	);
	await work().finally(() => void middlewareStack.remove(name));
}

describe('gatherAll', () => {
	it('from a response to the delisting: evidence on opening, daily after that, and one alert when the listing is gone', async () => {
		const tenant = tenantId('listed');
		await createTenant(engine.store, {...tenantWith({id: tenant}), version: 0});
		const response = RESPONSES.spamhaus(IP);
		const event = bounce({diagnostic: response, senderIp: IP, sendingDomain: 'example.com', occurredAt: OPENED});
		await recordFacts(engine.store, [fact(event, tenant)], SETTINGS, hours(0.1)(), EFFECTS);
		const opened = (await listIncidents(engine.store, tenant, {limit: 5})).incidents[0];
		if (opened === undefined) throw new Error('no incident');
		await markSent(engine.store, opened, 1);

		server.serve(LISTED);
		expect(await gather({now: hours(0.2)})).toEqual({told: 1, over: 0, conflict: 0, late: 0});
		const listed = await now(opened);
		expect(verdicts(listed)).toMatchObject({
			[`reverse-dns ${IP}`]: 'good',
			[`forward-confirmed ${IP}`]: 'good',
			'helo mail.example.com': 'good',
			'spf example.com': 'good',
			'dmarc example.com': 'good',
			'mail-domain example.com': 'good',
			[`list:zen.spamhaus.org ${IP}`]: 'bad',
			'list:dbl.spamhaus.org example.com': 'good',
			// They do not have the entry by which they are known to work.
			[`list:bl.spamcop.net ${IP}`]: 'unknown',
		});
		expect(listed?.timeline.map(({what}) => what)).toEqual(['opened', 'listed']);
		expect(listed).toMatchObject({alertSequence: 1, sentSequence: 1});

		server.asked.length = 0;
		expect(await gather({now: hours(12)})).toEqual({told: 0, over: 0, conflict: 0, late: 0});
		expect(server.asked).toEqual([]);

		server.serve(GOOD);
		expect(await gather({now: hours(24)})).toMatchObject({told: 1});
		const delisted = await now(opened);
		expect(delisted).toMatchObject({
			alertSequence: 2,
			sentSequence: 1,
			alertState: 'reminder',
			alertAt: hours(24)().toISOString(),
		});
		expect(delisted?.timeline.at(-1)).toMatchObject({what: 'delisted', words: expect.stringContaining('24 hours')});

		await markSent(engine.store, opened, 2);
		expect(await gather({now: hours(48)})).toMatchObject({told: 1});
		expect(await now(opened)).toMatchObject({alertSequence: 2, sentSequence: 2});
	});

	it("goes by the tenants' responses for the operator's incident, and by the samples for a trend", async () => {
		const tenant = tenantId('one-of-many');
		const event = bounce({
			diagnostic: RESPONSES.spamhaus(IP),
			senderIp: IP,
			sendingDomain: 'example.com',
			occurredAt: OPENED,
		});
		await recordFacts(engine.store, [fact(event, tenant)], SETTINGS, hours(0.1)(), EFFECTS);
		const own = (await listIncidents(engine.store, tenant, {limit: 5})).incidents[0];
		const operators = await stored({
			tenant: OPERATOR,
			id: own?.id,
			kind: 'spamhaus-listing',
			receiver: 'spamhaus',
			tenants: [{tenant, count: 1}],
		});
		expect(await gather()).toMatchObject({told: 2});
		expect(verdicts(await now(operators))).toHaveProperty(['spf example.com'], 'good');
		const trend = await stored({
			tenant: tenantId('slow'),
			id: `throttling#${IP}#any`,
			kind: 'throttling',
			receiver: 'any',
		});
		expect(await gather()).toMatchObject({told: 1});
		expect(verdicts(await now(trend))).toHaveProperty([`reverse-dns ${IP}`], 'good');
	});

	it('looks up the HELO name that a response quoted, also on the lists of domains', async () => {
		const tenant = tenantId('helo');
		const diagnostic =
			'554 5.7.1 <mx.example.net>: Helo command rejected: blocked using dbl.spamhaus.org; see https://check.spamhaus.org/';
		const event = bounce({diagnostic, senderIp: IP, sendingDomain: 'example.com', occurredAt: OPENED});
		await recordFacts(engine.store, [fact(event, tenant)], SETTINGS, hours(0.1)(), EFFECTS);
		server.serve({
			...GOOD,
			'mx.example.net': {A: ['198.51.100.1']},
			'mx.example.net.dbl.spamhaus.org': {A: ['127.0.1.2']},
		});
		await gather();
		const [about] = (await listIncidents(engine.store, tenant, {limit: 5})).incidents;
		expect(verdicts(about)).toMatchObject({
			'helo mx.example.net': 'bad',
			'list:dbl.spamhaus.org mx.example.net': 'bad',
			'spf example.com': 'good',
			[`reverse-dns ${IP}`]: 'good',
		});
	});

	it('asks once for what several incidents share', async () => {
		for (const name of ['first', 'second', 'third']) await stored({tenant: tenantId(name)});
		expect(await gather()).toMatchObject({told: 3});
		expect(server.asked.filter((question) => question.startsWith('PTR'))).toHaveLength(1);
		expect(new Set(server.asked).size).toBe(server.asked.length);
	});

	it('leaves alone what is over, and kinds that DNS has nothing to say about', async () => {
		await stored({state: 'resolved', sentSequence: 0, id: 'over'});
		await stored({kind: 'complaints', id: 'complaints#example.com#any', resource: 'example.com'});
		expect(await gather()).toEqual({told: 0, over: 0, conflict: 0, late: 0});
		expect(server.asked).toEqual([]);
	});

	it('takes 25 a run, and begins nothing in the last seconds', async () => {
		for (let each = 0; each < 28; each += 1) await stored({id: `ip-ban#${each}`});
		let calls = 0;
		const remaining = () => {
			calls += 1;
			return calls > 6 ? 15_000 : 100_000;
		};
		expect(await gather({remaining})).toEqual({told: 5, over: 0, conflict: 0, late: 23});
		expect(await gather()).toEqual({told: 23, over: 0, conflict: 0, late: 0});
	});

	it('keeps what somebody else wrote meanwhile', async () => {
		const about = await stored();
		await beforePut(
			async () => {
				expect(await writeIncident(engine.store, {...about, version: 1, count: 99, alertSequence: 2})).toBe(true);
			},
			async () => expect(await gather()).toMatchObject({told: 1, conflict: 0}),
		);
		expect(await now(about)).toMatchObject({count: 99, alertSequence: 2, evidence: {at: hours(1)().toISOString()}});
	});

	it('writes nothing where the incident was resolved meanwhile', async () => {
		const about = await stored();
		await beforePut(
			async () => {
				await writeIncident(engine.store, {...about, version: 1, state: 'resolved'});
			},
			async () => expect(await gather()).toMatchObject({told: 0, over: 1}),
		);
		expect((await now(about))?.evidence).toBeUndefined();
	});

	it('says unknown of everything where no DNS server can be reached, and asks again before the day is over', async () => {
		const gone = await startDns();
		await gone.stop();
		const about = await stored();
		const open = (deadline: number) => openLookups({servers: [gone.address], timeout: 100, tries: 1, deadline});
		expect(await gather({openLookups: open})).toMatchObject({told: 1});
		expect(new Set(Object.values(verdicts(await now(about))))).toEqual(new Set(['unknown']));
		expect((await now(about))?.timeline).toEqual([]);
		expect(await gather({now: hours(2)})).toMatchObject({told: 0});
		expect(await gather({now: hours(5)})).toMatchObject({told: 1});
		expect(verdicts(await now(about))).toHaveProperty([`reverse-dns ${IP}`], 'good');
	});

	it('does the others where one fails, and fails at the end', async () => {
		const bad = await stored({tenant: tenantId('bad')});
		const good = await stored({tenant: tenantId('good')});
		const name = 'fails';
		const {middlewareStack} = engine.store.client;
		middlewareStack.add(
			(next) => async (args) => {
				const item: unknown = 'Item' in args.input ? args.input.Item : undefined;
				if (typeof item === 'object' && item !== null && 'tenant' in item && item.tenant === bad.tenant) {
					throw new Error('out of order');
				}
				return next(args);
			},
			{step: 'initialize', name},
		);
		await expect(gather())
			.rejects.toThrow('evidence: 1 of 2 incidents failed')
			.finally(() => void middlewareStack.remove(name));
		expect((await now(good))?.evidence).toBeDefined();
	});
});

describe("the operator's key", () => {
	it('is used where there is one, and stands in no log line and no incident', async () => {
		const written: string[] = [];
		for (const method of ['info', 'warn', 'error', 'log'] as const) {
			vi.spyOn(console, method).mockImplementation((...line) => void written.push(line.join(' ')));
		}
		server.serve({
			...GOOD,
			[`10.2.0.192.${KEY}.zen.dq.spamhaus.net`]: {A: ['127.0.0.3']},
			[`2.0.0.127.${KEY}.zen.dq.spamhaus.net`]: {A: ['127.0.0.2']},
		});
		const about = await stored();
		await gather({spamhausKey: async () => KEY});
		vi.restoreAllMocks();
		const after = await now(about);
		expect(verdicts(after)).toHaveProperty([`list:zen.spamhaus.org ${IP}`], 'bad');
		expect(JSON.stringify(after) + written.join()).not.toContain(KEY);
	});

	it.each([
		['cannot be read', () => Promise.reject(new Error(`secret ${KEY} of nobody`))],
		['is none', async () => 'a.b.c.d.e.f.g'],
	])('is done without where it %s', async (_, spamhausKey) => {
		const written: string[] = [];
		for (const method of ['info', 'warn', 'error', 'log'] as const) {
			vi.spyOn(console, method).mockImplementation((...line) => void written.push(line.join(' ')));
		}
		await stored();
		expect(await gather({spamhausKey})).toMatchObject({told: 1});
		vi.restoreAllMocks();
		expect(written.join()).not.toContain(KEY);
		expect(server.asked).toContain('A 10.2.0.192.zen.spamhaus.org');
	});
});
