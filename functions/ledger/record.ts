import type {Chunk} from '#shared/model/chunk.ts';
import type {Classify} from '#shared/model/classification.ts';
import {type Fact, toFact} from '#shared/model/fact.ts';
import type {Tally} from '#shared/model/reputation.ts';
import type {TenantSettings} from '#shared/model/tenant.ts';
import {EFFECTS} from '#shared/projections/effects.ts';
import {talliesOf} from '#shared/projections/reputation.ts';
import type {Store} from '#shared/store/client.ts';
import {recordTallies} from '#shared/store/tallying.ts';
import {recordFacts} from '#shared/store/transaction.ts';
import {clearWatched} from '#shared/store/watched.ts';
import {regionOfDelivery} from './region.ts';
import type {TellTrouble} from './trouble.ts';

/** What recording needs; the store's four tables of records. */
export interface RecordDeps {
	readonly store: Store<'Facts' | 'Suppressions' | 'Reputation' | 'Incidents'>;
	readonly classify: Classify;
	readonly now: () => Date;
	readonly tellTrouble: TellTrouble;
}

/** What chunks came to. */
export interface Outcome {
	/** Facts written now, and facts that were there already. */
	readonly recorded: number;
	readonly duplicates: number;
	/** Tallies of deliveries written now, and those that were there already. */
	readonly tallied: number;
	readonly talliedBefore: number;
	/** Addresses whose count a delivery cleared. */
	readonly cleared: number;
}

/**
 * The second half of the pipeline, for all chunks of one tenant that came together: classify, project, record. Doing it
 * again changes nothing.
 *
 * @throws Error where a table is out of order or a record in it is broken
 */
export async function record(
	chunks: readonly Chunk[],
	settings: TenantSettings,
	{store, classify, now, tellTrouble}: RecordDeps,
): Promise<Outcome> {
	const facts: Fact[] = [];
	const deliveries: Fact[] = [];
	const tallies: Tally[] = [];
	for (const chunk of chunks) {
		const all = chunk.events.map((event) => toFact(event, chunk.tenant, chunk.receivedAt, classify));
		const delivered = all.filter(({event}) => event.kind === 'delivery');
		const reported = all.filter(({event}) => event.kind !== 'delivery');
		facts.push(...reported.map((fact) => notAfter(fact, chunk)));
		deliveries.push(...delivered.map((fact) => notAfter(fact, chunk)));
		tallies.push(...talliesOf(delivered, regionOfDelivery)); // by their own time: a repeated message comes at another
	}
	const [first] = chunks;
	if (first !== undefined) await tellTrouble(first.tenant, facts);
	const outcomes = [...(await recordFacts(store, facts, settings, now(), EFFECTS)).values()];
	const tallied = await recordTallies(store, tallies, now());
	const recorded = outcomes.filter((outcome) => outcome === 'recorded').length;
	return {
		recorded,
		duplicates: facts.length - recorded,
		tallied: tallied.recorded,
		talliedBefore: tallied.duplicates,
		cleared: await clearWatched(store, deliveries, settings, EFFECTS),
	};
}

/** Nothing happens after it was told of: a clock that is ahead must not hold back a release or a counter's hour. */
function notAfter(fact: Fact, {receivedAt}: Chunk): Fact {
	return fact.occurredAt > receivedAt ? {...fact, occurredAt: receivedAt} : fact;
}
