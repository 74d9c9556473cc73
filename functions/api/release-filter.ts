import * as z from 'zod/mini';
import {isRefusal, type Refusal, refuse} from '#shared/model/refusal.ts';
import {SUPPRESSION_REASONS, type SuppressionReason} from '#shared/model/suppression.ts';
import {WISHES} from '#shared/projections/by-hand.ts';
import {lapsedAt} from '#shared/projections/lapse.ts';
import {readIncidentFacts} from '#shared/store/incident-facts.ts';
import {listSuppressions} from '#shared/store/suppression-list.ts';
import {readSuppressions} from '#shared/store/suppressions.ts';
import type {Caller} from './authorize.ts';
import {FILTER, toFilter} from './filter.ts';
import {holdingsOf} from './held-by-esp.ts';
import type {Means} from './route.ts';

/** Which addresses a bulk release takes: at least one of these has to be given. */
export const RELEASE_FILTER = {
	rule: z.optional(z.string().check(z.minLength(1), z.maxLength(100))),
	reason: FILTER.reason,
	esp: FILTER.esp,
	domain: FILTER.domain,
	from: FILTER.from,
	to: FILTER.to,
	/** The id of an incident: the good addresses that the ESP suppressed because of it. */
	incident: z.optional(z.string().check(z.minLength(1), z.maxLength(400))),
	/** Only what is named here goes along. */
	includeComplaints: z.optional(z.array(z.enum(WISHES)).check(z.maxLength(2))),
} as const;
const releaseFilter = z.strictObject(RELEASE_FILTER);
export type ReleaseFilter = z.infer<typeof releaseFilter>;

/** An address that is to be released, and for what it is stopped: "held by the ESP" where only the ESP stops it. */
export interface Candidate {
	readonly address: Awaited<ReturnType<typeof listSuppressions>>['records'][number]['recipient'];
	readonly reason: SuppressionReason | 'held by the ESP';
	readonly since: string;
}

/** A page of candidates; it may hold fewer than the limit although there is a next one. */
interface Candidates {
	readonly candidates: Candidate[];
	readonly next?: string;
}

/** Refuses a filter that would take everything, or a person's wish without its being named. */
export function faultOf(filter: ReleaseFilter): Refusal | undefined {
	const {includeComplaints = [], ...choice} = filter;
	if (Object.values(choice).every((value) => value === undefined)) {
		return refuse('invalid', 'Say which addresses: at least one of rule, reason, esp, domain, from, to, incident.');
	}
	const wish = WISHES.find((one) => one === filter.reason);
	if (wish !== undefined && !includeComplaints.includes(wish)) {
		return refuse(
			'invalid',
			`What people asked for is released by name only: put "${wish}" into "includeComplaints".`,
			{
				field: 'includeComplaints',
			},
		);
	}
	const asked = toFilter(choice);
	return 'refused' in asked ? asked : undefined;
}

/** Who fits a filter and is stopped now, page by page. */
export async function candidatesOf(
	means: Means,
	caller: Caller,
	filter: ReleaseFilter,
	{limit, after}: {readonly limit: number; readonly after?: string | undefined},
): Promise<Candidates | Refusal> {
	const asked = toFilter(filter);
	if (isRefusal(asked)) return asked;
	const {tenant} = caller;
	if (filter.incident !== undefined) return ofIncident(means, caller, {...filter, ...asked}, {limit, after});
	const included: readonly SuppressionReason[] = filter.includeComplaints ?? [];
	const spared = WISHES.filter((wish) => !included.includes(wish));
	const page = await listSuppressions(means.store, tenant.id, {
		...asked,
		status: 'active',
		reasons: asked.reasons ?? SUPPRESSION_REASONS.filter((reason) => !spared.some((wish) => wish === reason)),
		rule: filter.rule,
		lapsedAt: lapsedAt(tenant.settings, means.now()),
		limit,
		after,
	});
	const candidates = page.records.map(({recipient: address, reason, since = ''}) => ({address, reason, since}));
	return page.next === undefined ? {candidates} : {candidates, next: page.next};
}

/**
 * The good addresses that the ESP suppressed because of an incident and still holds. Whoever is stopped for a reason of his
 * own stays; an imported list is no such reason, for it may be the ESP's own.
 */
async function ofIncident(
	{store}: Means,
	{tenant}: Caller,
	filter: ReleaseFilter,
	page: {readonly limit: number; readonly after?: string | undefined},
): Promise<Candidates> {
	const {facts, next} = await readIncidentFacts(store, tenant.id, filter.incident ?? '', page);
	const meant = facts.filter(
		({event, occurredAt, classification}) =>
			event.kind === 'bounce' &&
			event.heldByEsp === true &&
			(filter.esp === undefined || event.esp === filter.esp) &&
			(filter.domain === undefined || event.recipient.endsWith(`@${filter.domain}`)) &&
			(filter.rule === undefined || classification?.rule === filter.rule) &&
			(filter.from === undefined || occurredAt >= filter.from) &&
			(filter.to === undefined || occurredAt <= filter.to),
	);
	const since = new Map(meant.map(({event, occurredAt}) => [event.recipient, occurredAt]));
	const records = await readSuppressions(store, tenant.id, [...since.keys()]);
	const loose = [...since.keys()].filter((address) => {
		const record = records.get(address);
		const releasable: readonly SuppressionReason[] = ['import', ...(filter.includeComplaints ?? [])];
		const stopped = record?.status === 'active' ? record.reason : undefined;
		return (
			(stopped === undefined || releasable.includes(stopped)) &&
			(filter.reason === undefined || filter.reason === stopped)
		);
	});
	const held = new Set((await holdingsOf(store, tenant.id, loose)).map(({recipient}) => recipient));
	const candidates = loose.flatMap((address): Candidate[] => {
		const record = records.get(address);
		if (record?.status === 'active') return [{address, reason: record.reason, since: record.since ?? ''}];
		return held.has(address) ? [{address, reason: 'held by the ESP', since: since.get(address) ?? ''}] : [];
	});
	return next === undefined ? {candidates} : {candidates, next};
}
