import {CATEGORIES, CATEGORY_NAMES, type Category, type CategoryRow} from '#shared/model/category.ts';
import type {Fact} from '#shared/model/fact.ts';
import type {SuppressionReason, SuppressionRecord} from '#shared/model/suppression.ts';
import {sinceOf} from '#shared/model/suppression-filter.ts';
import type {TenantSettings} from '#shared/model/tenant.ts';
import {counted, reachesThreshold, timesOf} from './count.ts';
import {asOf, limitOf} from './lapse.ts';

/** What is kept of the last response: a record stays below 1 KB, one write unit; the whole one stands in the fact. */
const KEPT_RESPONSE = 500;
/** An address that left more parts of the mail than this is taken to have left all of it. */
const MAX_PARTS = 50;

/**
 * What a fact makes of the record of its recipient. Pure; the same object comes back where nothing changes.
 *
 * A fact that says `suppress` stops the address, `count` stops it at the tenant's threshold, a delivery clears the
 * count. A deferral and a bounce that says `keep` (every block) never suppress. Facts up to the moment of a release are
 * forgiven: they are counted, and change nothing else. Facts may come in any order; the store sees to it that each comes
 * once.
 */
export function projectSuppression(
	record: SuppressionRecord | undefined,
	fact: Fact,
	settings: TenantSettings,
): SuppressionRecord | undefined {
	const standing = (known: SuppressionRecord) => asOf(known, settings, new Date(fact.occurredAt));
	switch (fact.event.kind) {
		case 'deferral':
			return record;
		case 'delivery':
			return record === undefined ? undefined : cleared(standing(record), fact.occurredAt, settings);
		case 'bounce':
		case 'complaint':
		case 'unsubscribe':
			return fact.suppression === 'keep' || fact.suppression === null
				? held(record, fact)
				: against(record === undefined ? undefined : standing(record), fact, settings);
	}
}

/** A delivery proves that the mailbox takes mail: bounces up to then do not count any more. */
function cleared(record: SuppressionRecord, at: string, settings: TenantSettings): SuppressionRecord {
	const times = timesOf(record);
	const later = times.filter((time) => time > at);
	if (record.status !== 'watching' || later.length === times.length) return record;
	const {countedBefore: _, ...rest} = record;
	return {...rest, ...counted(later, limitOf(settings, record.reason)), deliveredAt: at};
}

/** A block that made the ESP hold back a good address: noted where there is a record, no reason to make one. */
function held(record: SuppressionRecord | undefined, fact: Fact): SuppressionRecord | undefined {
	const holds = fact.event.kind === 'bounce' && fact.event.heldByEsp === true;
	if (record === undefined || !holds || record.heldByEsp || forgiven(record, fact)) return record;
	return {...record, heldByEsp: true};
}

const forgiven = (record: SuppressionRecord | undefined, fact: Fact): boolean =>
	record?.releasedAt !== undefined && fact.occurredAt <= record.releasedAt;

function against(record: SuppressionRecord | undefined, fact: Fact, settings: TenantSettings): SuppressionRecord {
	const seen = {
		firstSeenAt: earlier(record?.firstSeenAt, fact.occurredAt),
		lastSeenAt: later(record?.lastSeenAt, fact.occurredAt),
		count: (record?.count ?? 0) + 1,
	};
	if (record !== undefined && forgiven(record, fact)) return {...record, ...seen};
	const times = timesOf(record).filter((time) => time > (record?.releasedAt ?? ''));
	const counts = fact.suppression === 'count' && fact.occurredAt > (record?.deliveredAt ?? '');
	if (counts) times.push(fact.occurredAt);
	const limit = limitOf(settings, reasonOf(fact));
	const stops = fact.suppression === 'suppress' || (counts && reachesThreshold(times, limit));
	const status = stops || record?.status === 'active' ? 'active' : 'watching';
	const {countedBefore: _, ...rest} = record ?? started(fact);
	return {
		...rest,
		...seen,
		...counted(times, limit),
		...evidence(record, fact),
		...(stops ? {parts: partsOf(record, fact)} : {}),
		status,
		since: sinceThen(record, status, stops, fact.occurredAt),
		heldByEsp: rest.heldByEsp || (fact.event.kind === 'bounce' && fact.event.heldByEsp === true),
	};
}

/** Since when the status holds: the fact that brought it about, or an earlier one that would have, too. */
function sinceThen(
	record: SuppressionRecord | undefined,
	status: SuppressionRecord['status'],
	stops: boolean,
	at: string,
): string {
	if (record?.status !== status) return at;
	return stops ? earlier(sinceOf(record), at) : sinceOf(record);
}

/** The parts of the mail that are stopped: all (null) for a bounce, else those that were left, one after the other. */
function partsOf(record: SuppressionRecord | undefined, fact: Fact): string[] | null {
	const {kind, part} = fact.event;
	const stopped = record?.status === 'active' ? record.parts : [];
	if (kind === 'bounce' || part === undefined || stopped === null) return null;
	const parts = [...new Set([...stopped, part])].sort();
	return parts.length > MAX_PARTS ? null : parts;
}

/**
 * Reasons from the weakest to the strongest: bounces that count, an imported list, bounces that suppress, what a person
 * did, a complaint. Categories of one kind stand in the order of their table, the first strongest.
 */
const STRENGTH: ReadonlyMap<SuppressionReason, number> = new Map(
	[
		...bounces((suppression) => suppression !== 'suppress'),
		'import' as const,
		...bounces((suppression) => suppression === 'suppress'),
		'manual' as const,
		'unsubscribe' as const,
		'complaint' as const,
	].map((reason, rank) => [reason, rank]),
);
const strengthOf = (reason: SuppressionReason): number => STRENGTH.get(reason) ?? 0;

/** Whether a reason that is kept holds against another one. */
export const isAtLeastAsStrong = (kept: SuppressionReason, other: SuppressionReason): boolean =>
	strengthOf(kept) >= strengthOf(other);

function bounces(fits: (suppression: CategoryRow['suppression']) => boolean): Category[] {
	return CATEGORY_NAMES.filter((category) => fits(CATEGORIES[category].suppression)).toReversed();
}

function reasonOf(fact: Fact): SuppressionReason {
	if (fact.event.kind === 'complaint' || fact.event.kind === 'unsubscribe') return fact.event.kind;
	return fact.classification?.category ?? 'unknown';
}

/** Reason, response and rule belong together: the strongest reason's, and of one reason the newest. */
function evidence(record: SuppressionRecord | undefined, fact: Fact): Partial<SuppressionRecord> {
	const reason = reasonOf(fact);
	if (record !== undefined && record.status !== 'released') {
		const stronger = strengthOf(reason) - strengthOf(record.reason);
		if (stronger < 0 || (stronger === 0 && fact.occurredAt < record.lastSeenAt)) return {};
	}
	const {event, classification} = fact;
	return {
		reason,
		response: 'diagnostic' in event ? (event.diagnostic?.slice(0, KEPT_RESPONSE).toWellFormed() ?? null) : null,
		rule: classification?.rule ?? null,
		esp: event.esp,
		...(event.recipientAsReceived === undefined ? {} : {recipientAsReceived: event.recipientAsReceived}),
	};
}

/** What a record begins with; all that a fact says is written over it. */
function started(fact: Fact): SuppressionRecord {
	return {
		tenant: fact.tenant,
		recipient: fact.event.recipient,
		status: 'watching',
		reason: reasonOf(fact),
		parts: null,
		firstSeenAt: fact.occurredAt,
		lastSeenAt: fact.occurredAt,
		count: 0,
		countedAt: [],
		response: null,
		rule: null,
		esp: fact.event.esp,
		heldByEsp: false,
		version: 0,
	};
}

const earlier = (one: string | undefined, other: string): string => (one !== undefined && one < other ? one : other);
const later = (one: string | undefined, other: string): string => (one !== undefined && one > other ? one : other);
