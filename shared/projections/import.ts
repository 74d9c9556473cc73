import {type EspName, instantSchema} from '#shared/model/event.ts';
import type {EmailAddress, TenantId} from '#shared/model/names.ts';
import type {SuppressionReason, SuppressionRecord} from '#shared/model/suppression.ts';

/** One address of a list that is taken in. */
export interface Imported {
	readonly reason: SuppressionReason;
	/** Since when it is on that list, UTC; the time of the import where the list does not tell. */
	readonly at?: string | undefined;
	/** The part of the mail that it stops; all of it where there is none. */
	readonly part?: string | undefined;
	/** The ESP whose list it is. */
	readonly esp?: EspName | undefined;
}

/** Nothing is to be changed: the address is suppressed already, or somebody released it since. */
export interface NotImported {
	readonly kept: 'unchanged' | 'released';
}

/** What a person asked for weighs more than what a server said. */
const WEIGHT: ReadonlyMap<SuppressionReason, number> = new Map([
	['complaint', 2],
	['unsubscribe', 1],
]);
const weightOf = (reason: SuppressionReason): number => WEIGHT.get(reason) ?? 0;

/**
 * A record as an imported list leaves it. The same list once more changes nothing, and an older list does not undo a release:
 * only what came onto the list after the release suppresses again.
 */
export function importSuppression(
	tenant: TenantId,
	recipient: EmailAddress,
	record: SuppressionRecord | undefined,
	imported: Imported,
	now: Date,
): SuppressionRecord | NotImported {
	const time = now.toISOString();
	const {reason, part, esp, at: listedAt} = imported;
	const at = listedAt !== undefined && listedAt < time && instantSchema.safeParse(listedAt).success ? listedAt : time;
	const parts = part === undefined ? null : [part];
	if (record === undefined) {
		return {
			tenant,
			recipient,
			status: 'active',
			reason,
			parts,
			since: at,
			firstSeenAt: at,
			lastSeenAt: at,
			count: 1,
			countedAt: [],
			response: null,
			rule: null,
			esp: esp ?? null,
			heldByEsp: esp !== undefined,
			version: 0,
		};
	}
	if (record.status === 'released' && !(listedAt !== undefined && listedAt > (record.releasedAt ?? ''))) {
		return {kept: 'released'};
	}
	const wider = widened(record.parts, parts);
	const heavier = weightOf(reason) > weightOf(record.reason);
	if (record.status === 'active' && !heavier && wider === record.parts) return {kept: 'unchanged'};
	return {
		...record,
		status: 'active',
		reason: record.status !== 'active' || heavier ? reason : record.reason,
		parts: record.status === 'active' ? wider : parts,
		since: record.status === 'active' ? (record.since ?? record.firstSeenAt) : at,
		firstSeenAt: record.firstSeenAt < at ? record.firstSeenAt : at,
		lastSeenAt: record.lastSeenAt > at ? record.lastSeenAt : at,
		heldByEsp: record.heldByEsp || esp !== undefined,
		esp: record.esp ?? esp ?? null,
	};
}

/** The parts that are stopped with some more; the same list where nothing is new. Null: all. */
function widened(known: SuppressionRecord['parts'], more: SuppressionRecord['parts']): SuppressionRecord['parts'] {
	if (known === null || more === null) return null;
	const fresh = more.filter((part) => !known.includes(part));
	return fresh.length === 0 ? known : [...known, ...fresh];
}
