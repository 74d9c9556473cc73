import {setTimeout as pause} from 'node:timers/promises';
import {newSendgridKey} from '#functions/command/dev-keys.ts';
import {asSendgrid} from '#functions/command/sign.ts';
import type {Tenant} from '#shared/model/tenant.ts';
import {readCounters} from '#shared/store/reputation.ts';
import {createTenant} from '#shared/store/tenants.ts';
import {RESPONSES} from '../support/events.ts';
import {usualDomains} from '../support/mailing.ts';
import {startTestStack, type TestStack} from '../support/stack.ts';
import {tenantWith} from '../support/tenant.ts';
import {type Measurement, median} from './measure.ts';

/** So many events for each way of posting them, and how many webhooks are under way at once. */
const WAYS = [
	{name: 'bodies of 1,000 bounces', bodies: 4, perBody: 1_000, lanes: 2},
	{name: 'bodies of 1 bounce', bodies: 1_000, perBody: 1, lanes: 16},
	{name: 'bodies of 1,000 deliveries', bodies: 10, perBody: 1_000, lanes: 2, delivered: true},
] as const;
const LIMIT_MS = 180_000;

const sendgrid = newSendgridKey();

/** A SendGrid body of some events of now; `first` keeps the events of two bodies apart. */
function bodyOf(first: number, count: number, delivered: boolean): Buffer {
	const timestamp = Math.floor(Date.now() / 1_000);
	const events = Array.from({length: count}, (_, at) => {
		const index = first + at;
		return {
			email: `recipient.${index}@${usualDomains(index)}`,
			timestamp,
			ip: '192.0.2.10',
			sg_event_id: `event-${index}`,
			sg_message_id: `message-${index}.recvd`,
			...(delivered
				? {event: 'delivered', response: '250 2.0.0 OK'}
				: {event: 'bounce', type: 'bounce', status: '5.1.10', reason: RESPONSES.unknown}),
		};
	});
	return Buffer.from(JSON.stringify(events));
}

async function post(stack: TestStack, tenant: Tenant, body: Buffer): Promise<number> {
	const before = performance.now();
	const signed = asSendgrid(body, sendgrid.privateKey, new Date());
	const answer = await fetch(`${stack.url}/v1/webhooks/sendgrid/${tenant.id}`, {
		method: 'POST',
		headers: signed.headers,
		body: Buffer.from(signed.body),
	});
	if (answer.status !== 200) throw new Error(`the webhook answered ${answer.status}: ${await answer.text()}`);
	return performance.now() - before;
}

/** Events that the tenant's counters have by now. */
async function counted(stack: TestStack, tenant: Tenant): Promise<number> {
	const to = new Date().toISOString().slice(0, 13);
	const from = new Date(Date.now() - 3_600_000).toISOString().slice(0, 13);
	const counters = await readCounters(stack.store, tenant.id, {dimension: 'all', from, to});
	return counters.flatMap(({counts}) => [...counts.values()]).reduce((sum, count) => sum + count, 0);
}

async function runWay(stack: TestStack, way: (typeof WAYS)[number]): Promise<Measurement[]> {
	const id = way.name.replaceAll(/[^a-z0-9]+/g, '-');
	const tenant = tenantWith({id, publicKeys: [sendgrid.publicKey]});
	await createTenant(stack.store, tenant);
	const bodies = Array.from({length: way.bodies}, (_, body) =>
		bodyOf(body * way.perBody, way.perBody, 'delivered' in way),
	);
	const total = way.bodies * way.perBody;
	const answers: number[] = [];
	const before = performance.now();
	const lane = async () => {
		for (let body = bodies.pop(); body !== undefined; body = bodies.pop())
			answers.push(await post(stack, tenant, body));
	};
	await Promise.all(Array.from({length: way.lanes}, lane));
	const accepted = (performance.now() - before) / 1_000;
	while ((await counted(stack, tenant)) < total) {
		if (performance.now() - before > LIMIT_MS) throw new Error(`${way.name}: not all counted within ${LIMIT_MS} ms`);
		await pause(50);
	}
	const recorded = (performance.now() - before) / 1_000;
	return [
		{name: `${way.name}: answered 200`, value: total / accepted, unit: 'events/s'},
		{name: `${way.name}: from HTTP to the tables`, value: total / recorded, unit: 'facts/s'},
		{name: `${way.name}: one answer`, value: median(answers), unit: 'ms'},
	];
}

/** Facts a second from HTTP to the tables, on the local stack: the deployed bundles, the embedded engine and queues. */
export async function run(): Promise<Measurement[]> {
	const stack = await startTestStack();
	try {
		const measurements: Measurement[] = [];
		for (const way of WAYS) measurements.push(...(await runWay(stack, way)));
		return measurements;
	} finally {
		await stack.stop();
	}
}
