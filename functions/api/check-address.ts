import * as z from 'zod/mini';
import {adviceFor} from '#shared/insight/advice.ts';
import {verdictOf} from '#shared/insight/verdict.ts';
import {heldAt, watchingOf, wordsFor} from '#shared/insight/why.ts';
import {isCategory} from '#shared/model/category.ts';
import type {Classify} from '#shared/model/classification.ts';
import type {Fact} from '#shared/model/fact.ts';
import {type EmailAddress, parseEmailAddress} from '#shared/model/names.ts';
import {type Refusal, refuse} from '#shared/model/refusal.ts';
import type {SuppressionRecord} from '#shared/model/suppression.ts';
import {asOf, limitOf as limitFor} from '#shared/projections/lapse.ts';
import {listAudit} from '#shared/store/audit.ts';
import {readErased} from '#shared/store/erased.ts';
import {readFacts} from '#shared/store/facts.ts';
import {readSuppression} from '#shared/store/suppressions.ts';
import {ERASED, MAIL} from './check-addresses.ts';
import {describe} from './describe.ts';
import {describeEntry} from './list-audit.ts';
import {get} from './route.ts';

/** Events and changes that are shown. */
const MAX_SHOWN = 100;

/** The address in a path, or a refusal that does not quote it. */
export function addressIn(segment: string): EmailAddress | Refusal {
	return (
		parseEmailAddress(segment) ??
		refuse('invalid', 'What stands in the path is no e-mail address; percent-encode it as a whole.', {field: 'address'})
	);
}

/** May this address be mailed, and why (not): all that is known about it. An address without a record may. */
export const checkAddress = get({
	path: '/v1/suppressions/{address}',
	role: 'read',
	summary: 'May this address be mailed, and why (not): all that is known about it.',
	query: z.strictObject(MAIL),
	run: async ({caller, segment, query}, {store, classify, now}) => {
		const address = addressIn(segment);
		if (typeof address !== 'string') return address;
		const {tenant} = caller;
		const [kept, facts, changes, erased] = await Promise.all([
			readSuppression(store, tenant.id, address),
			readFacts(store, tenant.id, address),
			listAudit(store, tenant.id, {address, limit: MAX_SHOWN}),
			readErased(store, tenant, [address]),
		]);
		const time = now();
		const record = kept === undefined ? undefined : asOf(kept, tenant.settings, time);
		const gone = erased.has(address);
		const verdict = gone ? 'do not send' : verdictOf(record, query, tenant.settings);
		const watching = record === undefined ? null : watchingOf(record, limitFor(tenant.settings, record.reason), time);
		const esp = heldAt(record, facts, changes.entries);
		const told = record === undefined ? undefined : describe(record);
		return {
			...told,
			address,
			verdict,
			suppressed: verdict === 'do not send',
			status: gone ? 'erased' : (record?.status ?? 'none'),
			words: gone ? ERASED : wordsFor(record, watching, esp),
			record: told ?? null,
			watching,
			advice: adviceOn(record, facts, classify),
			esp,
			events: facts.slice(0, MAX_SHOWN).map(describeFact),
			changes: changes.entries.map(describeEntry),
		};
	},
});

/** What an ESP reported, and what the classifier made of it. */
function describeFact({id, occurredAt, event, senderIp, classification, suppression}: Fact) {
	return {
		id,
		occurredAt,
		kind: event.kind,
		esp: event.esp,
		diagnostic: 'diagnostic' in event ? event.diagnostic : null,
		category: classification?.category ?? null,
		rule: classification?.rule ?? null,
		suppression,
		part: event.part ?? null,
		senderIp,
		heldByEsp: event.kind === 'bounce' && event.heldByEsp === true,
		messageId: event.messageId ?? null,
	};
}

/** Advice by the newest response of the kind that decided; without one, by the newest of all. */
function adviceOn(record: SuppressionRecord | undefined, facts: readonly Fact[], classify: Classify) {
	const answered = facts.filter(({classification}) => classification !== null);
	const fact = answered.find(({classification}) => classification?.category === record?.reason) ?? answered[0];
	const category = record !== undefined && isCategory(record.reason) ? record.reason : fact?.classification?.category;
	if (category === undefined) return null;
	const text = fact === undefined || !('diagnostic' in fact.event) ? (record?.response ?? null) : fact.event.diagnostic;
	const {source, tokens} = classify({text});
	return adviceFor({category, source, tokens, text});
}
