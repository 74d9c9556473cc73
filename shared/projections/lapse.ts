import type {SuppressionReason, SuppressionRecord} from '#shared/model/suppression.ts';
import {hasLapsed, sinceOf} from '#shared/model/suppression-filter.ts';
import type {TenantSettings} from '#shared/model/tenant.ts';

const DAY_MS = 86_400_000;

/** How many bounces suppress an address, within how many days. */
export interface Limit {
	readonly threshold: number;
	readonly windowDays: number;
}

/** The limit that holds for a bounce of this category: its own where the tenant set one, else the tenant's. */
export function limitOf(settings: TenantSettings, reason: SuppressionReason): Limit {
	const own = new Map(Object.entries(settings.softBounceByCategory)).get(reason);
	return {
		threshold: own?.threshold ?? settings.softBounceThreshold,
		windowDays: own?.windowDays ?? settings.softBounceWindowDays,
	};
}

/** Suppressions for bounces that began at this time or earlier do not hold any more; undefined where they last for ever. */
export function lapsedAt({automaticSuppressionDays: days}: TenantSettings, now: Date): string | undefined {
	return days === null ? undefined : new Date(now.getTime() - days * DAY_MS).toISOString();
}

/**
 * A record as it stands at some time: a suppression for bounces that has lasted as long as the tenant lets it is watched
 * from then on, and its bounces are counted anew. Pure; the same object comes back where nothing changes.
 */
export function asOf(record: SuppressionRecord, settings: TenantSettings, now: Date): SuppressionRecord {
	const {automaticSuppressionDays: days} = settings;
	if (days === null || !hasLapsed(record, lapsedAt(settings, now))) return record;
	const {countedBefore: _, ...rest} = record;
	const ended = new Date(Date.parse(sinceOf(record)) + days * DAY_MS).toISOString();
	return {...rest, status: 'watching', parts: null, since: ended, countedAt: []};
}
