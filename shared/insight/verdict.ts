import {CATEGORIES, isCategory} from '#shared/model/category.ts';
import type {SuppressionReason, SuppressionRecord} from '#shared/model/suppression.ts';
import type {TenantSettings} from '#shared/model/tenant.ts';

/** May this address be mailed? `risky`: it may, and it has bounced lately. */
export type Verdict = 'send' | 'do not send' | 'risky';

/** A reason in one sentence, for people. */
export function meaningOf(reason: SuppressionReason): string {
	if (isCategory(reason)) return CATEGORIES[reason].meaning;
	return {
		complaint: 'The recipient reported it as spam.',
		unsubscribe: 'The recipient unsubscribed.',
		manual: 'Somebody put the address on the list by hand.',
		import: 'The address came with an imported list.',
	}[reason];
}

/** What mail is to be sent. `transactional`: what somebody asked for or needs, such as a receipt. */
export const SCOPES = ['marketing', 'transactional'] as const;

export interface Mail {
	readonly scope?: (typeof SCOPES)[number] | undefined;
	/** SendGrid's group, SES's topic, Postmark's stream. Without it a suppression of any part means "do not send". */
	readonly part?: string | undefined;
}

type Stops = Pick<TenantSettings, 'complaintStopsTransactional' | 'unsubscribeStopsTransactional'>;

/** Whether what speaks against an address stops marketing mail alone, as the tenant has it. */
function stopsMarketingOnly(reason: SuppressionReason, stops: Stops): boolean {
	return (
		(reason === 'complaint' && !stops.complaintStopsTransactional) ||
		(reason === 'unsubscribe' && !stops.unsubscribeStopsTransactional)
	);
}

/**
 * Whether an address may be mailed. Pure.
 *
 * @param record what is kept about the address, if anything, as it stands now
 * @param stops the tenant's settings of what complaints and unsubscribes stop
 */
export function verdictOf(record: SuppressionRecord | undefined, {scope, part}: Mail, stops: Stops): Verdict {
	switch (record?.status) {
		case undefined:
		case 'released':
			return 'send';
		case 'watching':
			return 'risky';
		case 'active':
			if (part !== undefined && record?.parts != null && !record.parts.includes(part)) return 'send';
			if (scope !== 'transactional' || record === undefined || !stopsMarketingOnly(record.reason, stops)) {
				return 'do not send';
			}
			// The strongest reason is kept: behind several facts may be a bounce.
			return record.count > 1 ? 'risky' : 'send';
	}
}
