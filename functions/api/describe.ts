import {meaningOf} from '#shared/insight/verdict.ts';
import type {SuppressionRecord} from '#shared/model/suppression.ts';
import {sinceOf} from '#shared/model/suppression-filter.ts';

/** What the API says of a suppression record; also a row of the list. */
export function describe(record: SuppressionRecord) {
	return {
		address: record.recipient,
		status: record.status,
		reason: record.reason,
		meaning: meaningOf(record.reason),
		/** Null: all mail is stopped. */
		parts: record.parts,
		/** Since when it has this status. */
		since: sinceOf(record),
		firstSeenAt: record.firstSeenAt,
		lastSeenAt: record.lastSeenAt,
		count: record.count,
		response: record.response,
		rule: record.rule,
		esp: record.esp,
		heldByEsp: record.heldByEsp,
		...(record.releasedAt === undefined
			? {}
			: {releasedAt: record.releasedAt, releasedBy: record.releasedBy, releasedWhy: record.releasedWhy}),
	};
}
