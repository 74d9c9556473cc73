import process from 'node:process';
import {BatchWriteCommand} from '@aws-sdk/lib-dynamodb';
import {type SuppressionRecord, suppressionSchema} from '#shared/model/suppression.ts';
import {suppressionPut} from '#shared/store/suppressions.ts';
import {type Engine, startDynamodb} from '../support/dynamodb.ts';
import {tenantId} from '../support/events.ts';
import {usualDomains} from '../support/mailing.ts';
import {type Asked, apiOver} from './api.ts';
import {type Measurement, median} from './measure.ts';

const FEW = 1_000;
const MANY = Number(process.env.BENCH_SUPPRESSIONS ?? 100_000);
const CHECKED = 10_000;
const ROUNDS = 7;
const TENANT = tenantId('acme');
const now = () => new Date('2026-03-05T12:00:00.000Z');

/** Of a thousand: one complaint, twenty unsubscribes, fifty full mailboxes under watch, the rest are dead addresses. */
function recordOf(index: number): SuppressionRecord {
	const place = index % 1_000;
	const reason =
		place === 0 ? 'complaint' : place <= 20 ? 'unsubscribe' : place <= 70 ? 'mailbox-full' : 'recipient-unknown';
	const since = new Date(Date.UTC(2026, 0, 1) + ((index * 7_919) % 5_000_000) * 1_000).toISOString();
	return suppressionSchema.parse({
		tenant: TENANT,
		recipient: addressOf(index),
		status: reason === 'mailbox-full' ? 'watching' : 'active',
		reason,
		parts: null,
		since,
		firstSeenAt: since,
		lastSeenAt: since,
		count: 1,
		countedAt: reason === 'mailbox-full' ? [since] : [],
		response: '550 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient not found by SMTP address lookup',
		rule: 'some-rule',
		esp: (['ses', 'sendgrid', 'postmark'] as const)[index % 3],
		heldByEsp: true,
		version: 0,
	});
}

const addressOf = (index: number): string => `some.recipient.${index}@${usualDomains(index)}`;

async function fill({store}: Engine, count: number): Promise<void> {
	for (let start = 0; start < count; start += 25) {
		const puts = Array.from({length: Math.min(25, count - start)}, (_, index) => {
			const {Item} = suppressionPut('Suppressions', recordOf(start + index));
			return {PutRequest: {Item}};
		});
		await store.client.send(new BatchWriteCommand({RequestItems: {[store.tables.Suppressions]: puts}}));
	}
}

/** The API over a tenant with so many suppressions. */
async function tenantOf(count: number): Promise<Asked> {
	const engine = await startDynamodb();
	await fill(engine, count);
	return apiOver(engine, TENANT, now);
}

interface Taken {
	readonly ms: number;
	readonly units: number;
}

async function taken({ask, units}: Asked, path: string, body?: object): Promise<Taken> {
	await ask(`/v1/${path}`, body);
	units.read = 0;
	await ask(`/v1/${path}`, body);
	const read = units.read;
	const times = [];
	for (let round = 0; round < ROUNDS; round += 1) {
		const before = performance.now();
		await ask(`/v1/${path}`, body);
		times.push(performance.now() - before);
	}
	return {ms: median(times), units: read};
}

/** The cursor of the page after so many. */
async function pagesOn({ask}: Asked, query: string, pages: number): Promise<string> {
	let cursor = '';
	for (let page = 0; page < pages; page += 1) {
		const {next} = JSON.parse(await ask(`/v1/suppressions?${query}${cursor}`));
		if (typeof next !== 'string') break;
		cursor = `&cursor=${encodeURIComponent(next)}`;
	}
	return `suppressions?${query}${cursor}`;
}

/** What a check, a page of the list and the why-view take with few suppressions and with many, and what they read. */
export async function run(): Promise<Measurement[]> {
	const few = await tenantOf(FEW);
	const many = await tenantOf(MANY);
	try {
		// Every other one is on the list of many.
		const addresses = Array.from({length: CHECKED}, (_, index) => addressOf(index % 2 === 0 ? index : MANY + index));
		const asked: [name: string, path: string | ((of: Asked) => Promise<string>), body?: object][] = [
			[`check of ${CHECKED.toLocaleString('en-US')} addresses`, 'suppressions/check', {addresses}],
			['check of one address, with all that is known', `suppressions/${encodeURIComponent(addressOf(71))}`],
			['list, first page of 100', 'suppressions?limit=100'],
			['list, page 10 of 100', (of) => pagesOn(of, 'limit=100', 9)],
			['list by reason', 'suppressions?limit=100&reason=recipient-unknown'],
			['list by reason, page 9', (of) => pagesOn(of, 'limit=100&reason=recipient-unknown', 8)],
			// As many as there are among few, so that both pages are as long.
			['list by a rare reason', 'suppressions?limit=1&reason=complaint'],
			['list by domain', 'suppressions?limit=100&domain=gmx.net'],
			['list by ESP and day', 'suppressions?limit=10&esp=ses&from=2026-02-01&to=2026-02-03'],
			['list by status', 'suppressions?limit=100&status=watching'],
		];
		const measurements: Measurement[] = [];
		for (const [name, path, body] of asked) {
			const pathOf = (of: Asked) => (typeof path === 'string' ? path : path(of));
			const [small, large] = [await taken(few, await pathOf(few), body), await taken(many, await pathOf(many), body)];
			measurements.push(
				{
					name,
					value: large.ms,
					unit: 'ms',
					ratio: large.ms / small.ms,
					against: `${FEW.toLocaleString('en-US')} suppressions`,
				},
				{
					name: '  … reads',
					value: large.units,
					unit: 'read units',
					ratio: large.units / small.units,
					against: 'theirs',
				},
			);
		}
		return [{name: 'suppressions of the tenant', value: MANY, unit: 'records'}, ...measurements];
	} finally {
		await few.engine.stop();
		await many.engine.stop();
	}
}
