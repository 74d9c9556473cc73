import type {Fact} from '#shared/model/fact.ts';
import type {Count} from '#shared/model/reputation.ts';
import type {TenantSettings} from '#shared/model/tenant.ts';
import type {Store} from './client.ts';
import type {Write} from './commit.ts';
import {counterName, counterWrites} from './counters.ts';
import type {Effects} from './effects.ts';
import {factItem} from './facts.ts';
import {incidentPut} from './incidents.ts';
import {concernsAddress, type Known} from './known.ts';
import {suppressionPut} from './suppressions.ts';

const DAY_MS = 86_400_000;

/** With what facts are recorded. */
export interface Recording {
	readonly store: Store<'Facts' | 'Suppressions' | 'Reputation' | 'Incidents'>;
	readonly settings: TenantSettings;
	readonly now: Date;
	readonly effects: Effects;
}

/** What follows from some facts: the records that differ from those known, and the counters that move. */
export interface Changes extends Known {
	readonly counts: readonly Count[];
}

/** A name for each item that a fact may touch. */
export function itemsOf(fact: Fact, effects: Effects): string[] {
	return [
		`fact ${fact.id}`,
		...recordsOf(fact, effects),
		...effects.counts(fact).map((count) => `counter ${counterName(count)}`),
	];
}

/** A name for each record that has to be read before a fact can change it. */
export function recordsOf(fact: Fact, effects: Effects): string[] {
	const incident = effects.incidentId(fact);
	return [
		...(concernsAddress(fact) ? [`address ${fact.event.recipient}`] : []),
		...(incident === undefined ? [] : [`incident ${incident}`]),
	];
}

/** Applies facts, in their order, to the records known. Pure: what is known stays as it is. */
export function changesOf(facts: readonly Fact[], known: Known, {effects, settings, now}: Recording): Changes {
	const changes: Changes = {
		suppressions: new Map(),
		incidents: new Map(),
		counts: facts.flatMap((fact) => effects.counts(fact)),
	};
	for (const fact of facts) {
		const {recipient} = fact.event;
		const record = changes.suppressions.get(recipient) ?? known.suppressions.get(recipient);
		const changed = effects.suppression(record, fact, settings);
		if (changed !== undefined && changed !== record) changes.suppressions.set(recipient, changed);
		const id = effects.incidentId(fact);
		if (id === undefined) continue;
		const incident = changes.incidents.get(id) ?? known.incidents.get(id);
		const grown = effects.incident(incident, fact, settings, now);
		if (grown !== undefined && grown !== incident) changes.incidents.set(id, grown);
	}
	return changes;
}

/** The transaction that writes facts with what follows from them; one write for each item. */
export function writesOf(facts: readonly Fact[], changes: Changes, shard: number, recording: Recording): Write[] {
	const {store, settings, now, effects} = recording;
	const {tables} = store;
	const [first] = facts;
	if (first === undefined) return [];
	const keptUntil = new Date(now.getTime() + settings.factRetentionDays * DAY_MS);
	return [
		...facts.map((fact) => ({
			once: fact.id,
			item: {
				Put: {
					TableName: tables.Facts,
					Item: factItem(fact, effects.incidentId(fact), keptUntil),
					ConditionExpression: 'attribute_not_exists(#id)',
					ExpressionAttributeNames: {'#id': 'id'},
				},
			},
		})),
		...[...changes.suppressions.values()].map((record) => ({item: {Put: suppressionPut(tables.Suppressions, record)}})),
		...[...changes.incidents.values()].map((incident) => ({item: {Put: incidentPut(tables.Incidents, incident)}})),
		...counterWrites(changes.counts, {table: tables.Reputation, tenant: first.tenant, id: first.id, shard, now}),
	];
}
