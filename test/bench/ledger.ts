import {record} from '#functions/ledger/record.ts';
import {troubleTeller} from '#functions/ledger/trouble.ts';
import {classify} from '#shared/classify/classify.ts';
import type {Event} from '#shared/model/event.ts';
import {writeIncident} from '#shared/store/incidents.ts';
import {startDynamodb} from '../support/dynamodb.ts';
import {RESPONSES, SETTINGS} from '../support/events.ts';
import {gathered, incident} from '../support/incidents.ts';
import {bodies, mailing, otherDomains, usualDomains} from '../support/mailing.ts';
import {countUnits} from '../support/units.ts';
import {type Measurement, median} from './measure.ts';

const EVENTS = 1_000;
const ROUNDS = 3;
const now = () => new Date('2026-03-02T12:40:00.000Z');

const KINDS = [
	['bounce', EVENTS, 'write units a bounce'],
	['deferral', EVENTS, 'write units a deferral'],
	['delivery', 1, 'write units a thousand deliveries'],
] as const;
const WAYS = [
	['bodies of 1,000', EVENTS, 10],
	['bodies of 1, 100 messages a batch', 1, 100],
	['bodies of 1, 10 messages a batch', 1, 10],
] as const;
const DOMAINS = [
	['usual domains', usualDomains],
	['every event another domain', otherDomains],
] as const;

/** Facts per second into the embedded engine, and DynamoDB write units for what a webhook brings. */
export async function run(): Promise<Measurement[]> {
	const engine = await startDynamodb();
	const units = countUnits(engine);
	let tenants = 0;
	const recordAll = async (
		events: readonly Event[],
		perBody: number,
		perBatch: number,
		going?: object,
	): Promise<number> => {
		tenants += 1;
		if (going !== undefined)
			await writeIncident(engine.store, incident({tenant: `tenant-${tenants}`, version: 0, ...going}));
		const chunks = bodies(`tenant-${tenants}`, events, perBody);
		units.written = 0;
		const tellTrouble = troubleTeller(engine.store, now);
		const before = performance.now();
		while (chunks.length > 0)
			await record(chunks.splice(0, perBatch), SETTINGS, {store: engine.store, classify, now, tellTrouble});
		return (performance.now() - before) / 1000;
	};
	try {
		const measurements: Measurement[] = [];
		for (const [kind, per, unit] of KINDS) {
			for (const [mix, domainOf] of DOMAINS) {
				const events = mailing(kind, EVENTS, domainOf);
				for (const [name, perBody, perBatch] of WAYS) {
					await recordAll(events, perBody, perBatch);
					measurements.push({name: `${kind}, ${name}, ${mix}`, value: units.written / per, unit});
				}
			}
		}
		const banned = mailing('bounce', EVENTS, usualDomains).map((event) => ({
			...event,
			diagnostic: RESPONSES.banned('192.0.2.10'),
		}));
		for (const [name, perBody, perBatch] of WAYS) {
			await recordAll(banned, perBody, perBatch, gathered());
			measurements.push({
				name: `bounce of a ban of weeks, ${name}`,
				value: units.written / EVENTS,
				unit: 'write units a bounce',
			});
		}
		const bounces = mailing('bounce', EVENTS, usualDomains);
		for (const [name, perBody, perBatch] of WAYS) {
			const rates = [];
			for (let round = 0; round < ROUNDS; round += 1) {
				rates.push(EVENTS / (await recordAll(bounces, perBody, perBatch)));
			}
			measurements.push({name: `bounces into the embedded engine, ${name}`, value: median(rates), unit: 'facts/s'});
		}
		return measurements;
	} finally {
		await engine.stop();
	}
}
