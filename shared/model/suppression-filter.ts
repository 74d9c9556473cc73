import {isCategory} from './category.ts';
import type {EspName} from './event.ts';
import type {SuppressionReason, SuppressionRecord} from './suppression.ts';

/** Which suppression records are meant; what is not given does not matter. */
export interface SuppressionFilter {
	readonly status?: SuppressionRecord['status'] | undefined;
	readonly reasons?: readonly SuppressionReason[] | undefined;
	/** The recipients' domain, as DNS has it. */
	readonly domain?: string | undefined;
	readonly esp?: EspName | undefined;
	/** The record has its status since this time or later … */
	readonly from?: string | undefined;
	/** … and since this time or earlier. */
	readonly to?: string | undefined;
	/** The rule that decided last. */
	readonly rule?: string | undefined;
	/** Suppressions for bounces that began at this time or earlier have lapsed: they count as watched. */
	readonly lapsedAt?: string | undefined;
}

/** Since when a record has its status. */
export const sinceOf = (record: SuppressionRecord): string => record.since ?? record.firstSeenAt;

/** Whether a suppression for bounces began so long ago that it does not hold any more. */
export function hasLapsed(record: SuppressionRecord, lapsedAt: string | undefined): boolean {
	return (
		lapsedAt !== undefined && record.status === 'active' && isCategory(record.reason) && sinceOf(record) <= lapsedAt
	);
}

/** Whether a record is one of those that are meant. */
export function isMeant(record: SuppressionRecord, filter: SuppressionFilter): boolean {
	const {status, reasons, domain, esp, from, to, rule, lapsedAt} = filter;
	const since = sinceOf(record);
	return (
		(status === undefined || status === (hasLapsed(record, lapsedAt) ? 'watching' : record.status)) &&
		(reasons === undefined || reasons.includes(record.reason)) &&
		(domain === undefined || record.recipient.endsWith(`@${domain}`)) &&
		(esp === undefined || esp === record.esp) &&
		(from === undefined || since >= from) &&
		(to === undefined || since <= to) &&
		(rule === undefined || rule === record.rule)
	);
}
