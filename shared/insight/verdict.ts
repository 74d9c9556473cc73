import {CATEGORIES, isCategory} from '#shared/model/category.ts';
import type {SuppressionReason, SuppressionRecord} from '#shared/model/suppression.ts';

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

/**
 * Whether an address may be mailed. Pure.
 *
 * @param record what is kept about the address, if anything
 * @param part the part of the mail that is to be sent (SendGrid group, SES topic, Postmark stream). Without it a
 *   suppression of any part means "do not send": the careful side.
 */
export function verdictOf(record: SuppressionRecord | undefined, part?: string): Verdict {
	switch (record?.status) {
		case undefined:
		case 'released':
			return 'send';
		case 'watching':
			return 'risky';
		case 'active':
			return part === undefined || record?.parts === null || record?.parts.includes(part) ? 'do not send' : 'send';
	}
}
