import {record} from '#functions/ledger/record.ts';
import {troubleTeller} from '#functions/ledger/trouble.ts';
import {notifyAll} from '#functions/notify/notify.ts';
import {sweepAll} from '#functions/sweep/sweep.ts';
import {vouchedFor} from '#shared/authenticate/vouched.ts';
import {classify} from '#shared/classify/classify.ts';
import {ESP} from '#shared/esp/index.ts';
import type {Chunk} from '#shared/model/chunk.ts';
import type {Event} from '#shared/model/event.ts';
import type {Incident} from '#shared/model/incident.ts';
import {OPERATOR, type TenantId} from '#shared/model/names.ts';
import {isRefusal} from '#shared/model/refusal.ts';
import type {Store} from '#shared/store/client.ts';
import {listIncidents, listUnresolved} from '#shared/store/incidents.ts';
import {SETTINGS, tenantId} from '#test/support/events.ts';
import {bodiesOf} from './bodies.ts';
import {eventsOf, START} from './mail.ts';
import type {Scenario} from './scenario.ts';

const HOUR = 3_600_000;

/** A scenario and what of it is played. */
export interface Part {
	readonly scenario: Scenario;
	readonly seed: number;
	/** The days before are left out: nothing happens in them. */
	readonly from: number;
	/** How many hours of a tenant's mail are recorded together. */
	readonly hours: number;
}

/** An alert as a subscriber got it. */
export interface Alerted {
	/** Days from the start. */
	readonly day: number;
	readonly tenant: string;
	readonly id: string;
	readonly state: string;
	readonly text: string;
}

export interface Replayed {
	readonly alerts: readonly Alerted[];
	/** The incidents as they were in the end. */
	readonly incidents: readonly Incident[];
	readonly events: number;
}

/** Chunks of one tenant by the step in which they come, as its webhooks would bring them. */
function chunksOf({scenario, seed, from, hours}: Part, stepHours: number): Map<number, Map<TenantId, Chunk[]>> {
	const steps = new Map<number, Map<TenantId, Chunk[]>>();
	const gathered = new Map<string, {tenant: TenantId; due: number; esp: Event['esp']; events: Event[]}>();
	const put = ({tenant, due, esp, events}: {tenant: TenantId; due: number; esp: Event['esp']; events: Event[]}) => {
		const step = steps.get(due) ?? new Map<TenantId, Chunk[]>();
		const receivedAt = new Date(START + due * stepHours * HOUR).toISOString();
		step.set(tenant, [...(step.get(tenant) ?? []), {version: 1, tenant, esp, receivedAt, events}]);
		steps.set(due, step);
	};
	const played = eventsOf(scenario, seed).filter(({at}) => at >= START + from * 24 * HOUR);
	for (const {tenant, esp, at, body} of bodiesOf(played)) {
		const normalized = ESP[esp].normalize(vouchedFor({body: Buffer.from(body), headers: new Map()}));
		if (isRefusal(normalized)) throw new Error(normalized.refused);
		const due = (Math.floor((at - START) / (hours * HOUR)) + 1) * (hours / stepHours);
		const chunk = gathered.get(tenant);
		if (chunk !== undefined && chunk.due === due) chunk.events.push(...normalized.events);
		else {
			if (chunk !== undefined) put(chunk);
			gathered.set(tenant, {tenant: tenantId(tenant), due, esp, events: [...normalized.events]});
		}
	}
	for (const chunk of gathered.values()) put(chunk);
	return steps;
}

/**
 * Weeks of mail through the ledger, the sweep and the notifier, with a clock that is set: what is recorded in each step is
 * swept and told of before the next one.
 */
export async function replay(store: Store, parts: readonly Part[], stepHours: number): Promise<Replayed> {
	const alerts: Alerted[] = [];
	let clock = new Date(START);
	let events = 0;
	const now = () => clock;
	const tellTrouble = troubleTeller(store, now);
	const looked = new Map<TenantId, number>();
	const played = parts.map((part) => chunksOf(part, stepHours));
	const last = Math.max(...parts.map(({scenario}) => (scenario.days * 24) / stepHours));
	const first = Math.min(...parts.map(({from}) => (from * 24) / stepHours));
	for (let step = first + 1; step <= last; step += 1) {
		clock = new Date(START + step * stepHours * HOUR);
		const day = (step * stepHours) / 24;
		for (const steps of played) {
			for (const chunks of steps.get(step)?.values() ?? []) {
				events += chunks.reduce((sum, chunk) => sum + chunk.events.length, 0);
				await record(chunks, SETTINGS, {store, classify, now, tellTrouble});
			}
		}
		await tell();
		await sweepAll({store, now, remaining: () => 60_000, looked});
		await tell();

		async function tell() {
			for (const incident of await listUnresolved(store)) {
				const {tenant, id} = incident;
				if (incident.alertSequence <= incident.sentSequence) continue;
				const publish = async ({message}: {message: string}) => {
					const text = String(JSON.parse(JSON.parse(message).default).headline);
					alerts.push({day, tenant, id, state: incident.alertState, text});
				};
				const Keys = {tenant: {S: tenant}, id: {S: id}};
				await notifyAll({Records: [{dynamodb: {Keys, SequenceNumber: '1'}}]}, {store, publish, now});
			}
		}
	}
	const tenants = [OPERATOR, ...parts.flatMap(({scenario}) => scenario.tenants.map(({id}) => tenantId(id)))];
	const listed = await Promise.all(tenants.map((tenant) => listIncidents(store, tenant, {limit: 100})));
	return {alerts, incidents: listed.flatMap(({incidents}) => incidents), events};
}
