import {record} from '#functions/ledger/record.ts';
import {chunksOf} from '#functions/webhook/chunks.ts';
import {classify} from '#shared/classify/classify.ts';
import {type Chunk, chunkSchema} from '#shared/model/chunk.ts';
import {type Event, eventSchema} from '#shared/model/event.ts';
import {isTenantId} from '#shared/model/names.ts';
import {settingsSchema} from '#shared/model/tenant.ts';
import {startDynamodb} from '../support/dynamodb.ts';
import {RESPONSES} from '../support/events.ts';
import {type Measurement, median} from './measure.ts';

const EVENTS = 1_000;
const ROUNDS = 3;
const settings = settingsSchema.parse({});
const now = () => new Date('2026-03-02T12:40:00.000Z');

/** What a mailing meets: 60 % of the addresses at five big domains, the rest at thousands, the frequent ones first. */
const BIG = ['gmail.com', 'outlook.com', 'yahoo.com', 'gmx.net', 'icloud.com'];
type DomainOf = (index: number) => string;
const realistic: DomainOf = (index) => {
	const place = (index * 7_919) % 1_000;
	if (place < 600) return BIG[Math.floor(Math.log2(1 + place / 20))] ?? 'gmail.com';
	return `firm-${Math.floor(4_000 ** (((index * 104_729) % 1_000) / 1_000)).toString(36)}.example`;
};
const allDifferent: DomainOf = (index) => `firm-${index.toString(36)}.example`;

/** Of 20 bounces 12 are dead addresses, 3 full mailboxes, 3 meet a banned IP, 2 are taken for spam. */
const BOUNCES = [
	...Array.from({length: 12}, () => RESPONSES.unknown),
	...Array.from({length: 3}, () => RESPONSES.full),
	...Array.from({length: 3}, () => RESPONSES.banned('192.0.2.10')),
	...Array.from({length: 2}, () => '554 5.7.1 Message rejected as spam by Content Filtering.'),
];
const ACCEPTED = [
	'250 2.0.0 OK 1772452800 d9443c01a7336-2a1b3c4d5e6f7si1234567ad.12 - gsmtp',
	'250 2.6.0 <bl@mail.example> [InternalId=12345, Hostname=AM0PR05MB1234.eurprd05.prod.outlook.com] Queued mail for delivery',
	'250 2.0.0 Ok: queued as 4B1C2D3E4F',
];

function event(kind: 'bounce' | 'deferral' | 'delivery', index: number, domainOf: DomainOf): Event {
	const responses = {bounce: BOUNCES, deferral: [RESPONSES.throttled, RESPONSES.busy], delivery: ACCEPTED}[kind];
	return eventSchema.parse({
		kind,
		esp: 'sendgrid',
		recipient: `some.recipient.${index}@${domainOf(index)}`,
		occurredAt: new Date(Date.UTC(2026, 2, 2, 12, 0, 0, index)).toISOString(),
		eventId: `Ym91bmNlLTQtMTIzNDU2LWFiY2RlZmdoaWprbG1ub3AtMA${index}`,
		messageId: `14c5d75ce93.dfd.64b469.filter0001.16648.5515E0B88.${index}`,
		senderIp: `192.0.2.${10 + (index % 3)}`,
		diagnostic: responses[index % responses.length],
	});
}

/** Webhook bodies of so many events each, as the queue's messages. */
function chunks(tenant: string, events: readonly Event[], perBody: number): Chunk[] {
	if (!isTenantId(tenant)) throw new Error(tenant);
	const about = {tenant, esp: 'sendgrid', receivedAt: '2026-03-02T12:30:00.000Z'} as const;
	const bodies = Array.from({length: Math.ceil(events.length / perBody)}, (_, body) =>
		events.slice(body * perBody, (body + 1) * perBody),
	);
	return bodies.flatMap((body) => chunksOf(body, about)).map((json) => chunkSchema.parse(JSON.parse(json)));
}

/** Facts per second into the embedded engine, and DynamoDB write units for what a webhook brings. */
export async function run(): Promise<Measurement[]> {
	const engine = await startDynamodb();
	const units = countUnits(engine.store.client.middlewareStack);
	let tenants = 0;
	const recordAll = async (events: readonly Event[], perBody: number, perBatch: number): Promise<number> => {
		tenants += 1;
		const all = chunks(`tenant-${tenants}`, events, perBody);
		const before = performance.now();
		units.written = 0;
		while (all.length > 0) await record(all.splice(0, perBatch), settings, {store: engine.store, classify, now});
		return (performance.now() - before) / 1000;
	};
	try {
		const measurements: Measurement[] = [];
		for (const [kind, per, unit] of [
			['bounce', EVENTS, 'write units a bounce'],
			['deferral', EVENTS, 'write units a deferral'],
			['delivery', 1, 'write units a thousand deliveries'],
		] as const) {
			for (const [mix, domainOf] of [
				['usual domains', realistic],
				['every event another domain', allDifferent],
			] as const) {
				const events = Array.from({length: EVENTS}, (_, index) => event(kind, index, domainOf));
				for (const [name, perBody, perBatch] of [
					['bodies of 1,000', EVENTS, 10],
					['bodies of 1, 100 messages a batch', 1, 100],
					['bodies of 1, 10 messages a batch', 1, 10],
				] as const) {
					await recordAll(events, perBody, perBatch);
					measurements.push({name: `${kind}, ${name}, ${mix}`, value: units.written / per, unit});
				}
			}
		}
		const bounces = Array.from({length: EVENTS}, (_, index) => event('bounce', index, realistic));
		for (const [name, perBody, perBatch] of [
			['bodies of 1,000', EVENTS, 10],
			['bodies of 1, 100 messages a batch', 1, 100],
		] as const) {
			const rates = [];
			for (let round = 0; round < ROUNDS; round += 1)
				rates.push(EVENTS / (await recordAll(bounces, perBody, perBatch)));
			measurements.push({name: `bounces into the embedded engine, ${name}`, value: median(rates), unit: 'facts/s'});
		}
		return measurements;
	} finally {
		await engine.stop();
	}
}

type Stack = Awaited<ReturnType<typeof startDynamodb>>['store']['client']['middlewareStack'];

/** Asks each request for the write units it took, and adds them up. */
function countUnits(stack: Stack): {written: number} {
	const units = {written: 0};
	stack.add(
		(next) => async (args) => {
			Object.assign(args.input, {ReturnConsumedCapacity: 'TOTAL'});
			const result = await next(args);
			units.written += writtenBy(args.input, result.output);
			return result;
		},
		{step: 'initialize', name: 'countUnits'},
	);
	return units;
}

function writtenBy(input: object, output: unknown): number {
	const writes = 'TransactItems' in input || 'Item' in input;
	if (!writes || typeof output !== 'object' || output === null || !('ConsumedCapacity' in output)) return 0;
	return [output.ConsumedCapacity].flat().reduce((sum: number, consumed) => sum + unitsOf(consumed), 0);
}

function unitsOf(consumed: unknown): number {
	if (typeof consumed !== 'object' || consumed === null || !('CapacityUnits' in consumed)) return 0;
	return typeof consumed.CapacityUnits === 'number' ? consumed.CapacityUnits : 0;
}
