import type {Fact} from '#shared/model/fact.ts';
import type {FactId, TenantId} from '#shared/model/names.ts';
import type {TenantSettings} from '#shared/model/tenant.ts';
import {type Changes, changesOf, itemsOf, type Recording, recordsOf, writesOf} from './changes.ts';
import {commit, MAX_WRITES} from './commit.ts';
import {shardOf} from './counters.ts';
import type {Effects} from './effects.ts';
import {concernsAddress, type Known, readKnown} from './known.ts';
import {sideBySide} from './side-by-side.ts';
import {chainsOf, inOrder, slicesOf} from './slices.ts';

/** Transactions under way at once: DynamoDB answers in tens of milliseconds, in which there is nothing else to do. */
const AT_ONCE = 4;

/** What became of each fact, by its id: written now, or there already. */
export type Recorded = ReadonlyMap<FactId, 'recorded' | 'duplicate'>;

/**
 * Records facts of one tenant with all that follows from them: suppressions, counters, incidents. Facts go in
 * transactions of as many as fit, side by side where they change no record in common; each is written whole or not at
 * all, and a fact that is there already moves nothing. So whatever is interrupted can be done again from the start.
 *
 * @param facts of one tenant, in any order; a fact that occurs twice counts once. Deliveries are tallied, not recorded
 * @param now the time of the work: retention and alerts go by it
 * @throws Error where others stay in the way or a table is out of order; what was written until then stays written
 */
export async function recordFacts(
	store: Recording['store'],
	facts: readonly Fact[],
	settings: TenantSettings,
	now: Date,
	effects: Effects,
): Promise<Recorded> {
	const recorded = new Map<FactId, 'recorded' | 'duplicate'>();
	const [first] = facts;
	if (first === undefined) return recorded;
	const {tenant} = first;
	if (facts.some((fact) => fact.tenant !== tenant)) throw new Error('facts of several tenants in one call');
	const once = [...new Map(facts.map((fact) => [fact.id, fact])).values()];
	const recording: Recording = {store, settings, now, effects};
	const known = await readKnown(store, tenant, once, effects);
	const slices = slicesOf(inOrder(once, effects), (fact) => itemsOf(fact, effects), MAX_WRITES).map(
		(slice, place): Slice => ({facts: slice, shardFor: (attempt) => shardOf(first.id, place, attempt)}),
	);
	const chains = chainsOf(slices, (slice) => slice.facts.flatMap((fact) => recordsOf(fact, effects)));
	await sideBySide(chains, AT_ONCE, async (chain) => {
		for (const slice of chain) {
			const gone = await recordSlice(recording, tenant, slice, known);
			for (const {id} of slice.facts) recorded.set(id, gone.has(id) ? 'duplicate' : 'recorded');
		}
	});
	return recorded;
}

/** Facts of one transaction, and the shard of its counters at each attempt. */
interface Slice {
	readonly facts: readonly Fact[];
	readonly shardFor: (attempt: number) => number;
}

async function recordSlice(
	recording: Recording,
	tenant: TenantId,
	slice: Slice,
	known: Known,
): Promise<ReadonlySet<string>> {
	const {store, effects} = recording;
	let changes: Changes = {suppressions: new Map(), incidents: new Map(), counts: []};
	const gone = await commit(store, async (round) => {
		const left = slice.facts.filter(({id}) => !round.gone.has(id));
		if (round.stale) replace(known, left, effects, await readKnown(store, tenant, left, effects));
		changes = changesOf(left, known, recording);
		return writesOf(left, changes, slice.shardFor(round.attempt), recording);
	});
	for (const [recipient, record] of changes.suppressions) {
		known.suppressions.set(recipient, {...record, version: record.version + 1});
	}
	for (const [id, incident] of changes.incidents) known.incidents.set(id, {...incident, version: incident.version + 1});
	return gone;
}

/** What was just read takes the place of what was known about the same addresses and incidents. */
function replace(known: Known, facts: readonly Fact[], effects: Effects, read: Known): void {
	for (const fact of facts) {
		const {recipient} = fact.event;
		const record = read.suppressions.get(recipient);
		if (record !== undefined) known.suppressions.set(recipient, record);
		else if (concernsAddress(fact)) known.suppressions.delete(recipient);
		const id = effects.incidentId(fact);
		const incident = id === undefined ? undefined : read.incidents.get(id);
		if (incident !== undefined) known.incidents.set(incident.id, incident);
		else if (id !== undefined) known.incidents.delete(id);
	}
}
