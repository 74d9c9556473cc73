import {BatchWriteCommand} from '@aws-sdk/lib-dynamodb';
import fc from 'fast-check';
import {afterAll, beforeAll, describe, expect, it} from 'vitest';
import {type SuppressionRecord, suppressionSchema} from '#shared/model/suppression.ts';
import {isMeant, type SuppressionFilter} from '#shared/model/suppression-filter.ts';
import {listSuppressions} from '#shared/store/suppression-list.ts';
import {suppressionPut} from '#shared/store/suppressions.ts';
import {type Engine, startDynamodb} from '#test/support/dynamodb.ts';
import {tenantId} from '#test/support/events.ts';

const TENANT = tenantId('acme');
const DOMAINS = ['example.com', 'example.net', 'xn--bcher-kva.example'];
const REASONS = ['recipient-unknown', 'mailbox-full', 'complaint', 'manual'] as const;
const STATUSES = ['active', 'watching', 'released'] as const;
const ESPS = ['ses', 'sendgrid', 'postmark', null] as const;
const day = (of: number, millisecond = 0) => new Date(Date.UTC(2026, 2, 1 + of, 12, 0, 0, millisecond)).toISOString();

/** Many of them at the same moment, as an import leaves them. */
const records: SuppressionRecord[] = Array.from({length: 400}, (_, index) =>
	suppressionSchema.parse({
		tenant: TENANT,
		recipient: `p${index}@${DOMAINS[index % 3]}`,
		status: STATUSES[index % 7] ?? 'active',
		reason: REASONS[index % 4],
		parts: null,
		since: day((index * 7) % 10, index % 5),
		firstSeenAt: day(0),
		lastSeenAt: day(20),
		count: 1,
		countedAt: [],
		response: null,
		rule: index % 11 === 0 ? 'one-rule' : 'another',
		esp: ESPS[(index >> 1) % 4],
		heldByEsp: false,
		version: 1,
	}),
);

let engine: Engine;
beforeAll(async () => {
	engine = await startDynamodb();
	const others = records
		.slice(0, 50)
		.map((record) => ({...record, tenant: tenantId('other'), reason: 'import' as const}));
	const puts = [...records, ...others].map((record) => ({PutRequest: {Item: suppressionPut('', record).Item}}));
	for (let start = 0; start < puts.length; start += 25) {
		await engine.store.client.send(
			new BatchWriteCommand({RequestItems: {Suppressions: puts.slice(start, start + 25)}}),
		);
	}
});
afterAll(() => engine.stop());

async function listed(filter: SuppressionFilter, limit: number): Promise<SuppressionRecord[]> {
	const all: SuppressionRecord[] = [];
	let after: string | undefined;
	do {
		const page = await listSuppressions(engine.store, TENANT, {...filter, limit, after});
		expect(page.records.length).toBeLessThanOrEqual(limit);
		all.push(...page.records);
		after = page.next;
	} while (after !== undefined);
	return all;
}

const namesOf = (some: readonly SuppressionRecord[]) => some.map(({recipient}) => recipient).sort();
const maybe = <Value>(some: fc.Arbitrary<Value>) => fc.option(some, {nil: undefined});

describe('a list', () => {
	it('by any filter holds each record that is meant once, whatever the size of the page', async () => {
		await fc.assert(
			fc.asyncProperty(
				fc.record({
					status: maybe(fc.constantFrom(...STATUSES)),
					reasons: maybe(fc.uniqueArray(fc.constantFrom(...REASONS), {minLength: 1})),
					domain: maybe(fc.constantFrom(...DOMAINS, 'nowhere.example')),
					esp: maybe(fc.constantFrom('ses', 'sendgrid', 'postmark')),
					from: maybe(fc.integer({min: -1, max: 10}).map((of) => day(of, 2))),
					to: maybe(fc.integer({min: -1, max: 10}).map((of) => day(of, 2))),
					rule: maybe(fc.constant('one-rule')),
					lapsedAt: maybe(fc.integer({min: -1, max: 10}).map((of) => day(of, 2))),
				}),
				fc.constantFrom(7, 60, 1000),
				async (filter, limit) => {
					const wanted = records.filter((record) => isMeant(record, filter));
					expect(namesOf(await listed(filter, limit))).toEqual(namesOf(wanted));
				},
			),
			{numRuns: 60},
		);
	});

	it('by reason, ESP or time begins with the newest', async () => {
		const times = (await listed({reasons: ['complaint', 'manual'], from: day(2)}, 30)).map(({since}) => since);
		expect(times.length).toBeGreaterThan(50);
		expect(times).toEqual(times.toSorted().reverse());
	});

	it('of all, or of a domain, is in order of domain and local part', async () => {
		const keys = (await listed({}, 90)).map(({recipient}) => recipient.split('@').reverse().join('@'));
		expect(keys).toHaveLength(records.length);
		expect(keys).toEqual(keys.toSorted());
	});

	it('goes on where it was while records come and change', async () => {
		const filter = {reasons: ['recipient-unknown' as const], status: 'active' as const};
		const first = await listSuppressions(engine.store, tenantId('other'), {...filter, reasons: ['import'], limit: 10});
		const [last] = first.records.slice(-1);
		await engine.store.client.send(
			new BatchWriteCommand({
				RequestItems: {
					Suppressions: [{PutRequest: {Item: suppressionPut('', {...last!, reason: 'complaint', version: 5}).Item}}],
				},
			}),
		);
		const rest = await listSuppressions(engine.store, tenantId('other'), {
			...filter,
			reasons: ['import'],
			limit: 100,
			after: first.next,
		});
		const seen = namesOf([...first.records, ...rest.records]);
		const active = records.slice(0, 50).filter(({status}) => status === 'active');
		expect(seen).toEqual(namesOf(active));
	});
});
