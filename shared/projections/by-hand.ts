import type {EmailAddress, TenantId} from '#shared/model/names.ts';
import type {SuppressionReason, SuppressionRecord} from '#shared/model/suppression.ts';
import {sinceOf} from '#shared/model/suppression-filter.ts';
import {isAtLeastAsStrong} from './suppression.ts';

/** What people do to records. Pure: each gives the changed record, or says why it stays as it is. */

/** Why a record stays as it is. */
interface Kept {
	readonly kept: string;
}

/** What somebody puts on the list by hand. */
export interface Entry {
	readonly tenant: TenantId;
	readonly address: EmailAddress;
	/** The parts of the mail that are to stop; null: all mail. */
	readonly parts: readonly string[] | null;
	/** The time, ISO 8601. */
	readonly at: string;
}

/**
 * An address is put on the list by hand. What is stopped already stays as it is, unless more is to be stopped or what stands
 * there is a weaker reason.
 */
export function entered(
	record: SuppressionRecord | undefined,
	{tenant, address, parts, at}: Entry,
): SuppressionRecord | Kept {
	const stopped = record?.status === 'active' ? record : undefined;
	const keepsReason = stopped !== undefined && isAtLeastAsStrong(stopped.reason, 'manual');
	const all = bothParts(stopped, parts);
	if (stopped !== undefined && keepsReason && sameParts(stopped.parts, all)) {
		return {kept: 'It is on the list already.'};
	}
	return {
		...(record ?? started(tenant, address, at)),
		...(keepsReason ? {} : {reason: 'manual', response: null, rule: null}),
		status: 'active',
		parts: all,
		since: stopped === undefined ? at : sinceOf(stopped),
		lastSeenAt: at,
	};
}

const started = (tenant: TenantId, recipient: EmailAddress, at: string): SuppressionRecord => ({
	tenant,
	recipient,
	status: 'active',
	reason: 'manual',
	parts: null,
	firstSeenAt: at,
	lastSeenAt: at,
	count: 0,
	countedAt: [],
	response: null,
	rule: null,
	esp: null,
	heldByEsp: false,
	version: 0,
});

function bothParts(stopped: SuppressionRecord | undefined, parts: readonly string[] | null): string[] | null {
	if (parts === null || stopped?.parts === null) return null;
	return [...new Set([...(stopped?.parts ?? []), ...parts])].sort();
}

const sameParts = (one: readonly string[] | null, other: readonly string[] | null): boolean =>
	JSON.stringify(one) === JSON.stringify(other);

/** Who releases, and how far. */
export interface Release {
	readonly at: string;
	/** The name of the API key. */
	readonly by: string;
	readonly why: string;
	/** Reasons that are spared unless they are named. */
	readonly including: readonly SuppressionReason[];
}

/** What nobody releases by accident: the person's own wish. */
export const WISHES = ['complaint', 'unsubscribe'] as const satisfies readonly SuppressionReason[];

/** Longest reason that a record keeps, in characters; the whole one stands in the audit log. */
const KEPT_WHY = 200;

/** An address is taken off the list, and what happened until then is forgiven. */
export function released(
	record: SuppressionRecord | undefined,
	{at, by, why, including}: Release,
): SuppressionRecord | Kept {
	if (record === undefined) return {kept: 'It is not on the list.'};
	if (record.status === 'released') return {kept: 'It was released before.'};
	if (record.status === 'watching') return {kept: 'It is only watched: nothing stops mail to it.'};
	if (WISHES.some((wish) => wish === record.reason) && !including.includes(record.reason)) {
		return {
			kept: `It is on the list for ${record.reason === 'complaint' ? 'a complaint' : 'an unsubscribe'}, and stays.`,
		};
	}
	const {countedBefore: _, ...rest} = record;
	return {
		...rest,
		status: 'released',
		since: at,
		countedAt: [],
		releasedAt: at,
		releasedBy: by,
		releasedWhy: why.slice(0, KEPT_WHY).toWellFormed(),
	};
}

/** A release is undone: the record is again what it was before, unless it was changed since. */
export function restored(
	record: SuppressionRecord | undefined,
	before: SuppressionRecord,
	after: SuppressionRecord,
): SuppressionRecord | Kept {
	if (record === undefined) return {kept: 'It was erased since.'};
	if (record.version !== after.version) return {kept: 'It was changed since.'};
	return {...before, version: record.version};
}

/** The ESP took the address off its own list. */
export function freedAtEsp(record: SuppressionRecord | undefined): SuppressionRecord | Kept {
	return record?.heldByEsp === true ? {...record, heldByEsp: false} : {kept: 'The ESP did not hold it.'};
}
