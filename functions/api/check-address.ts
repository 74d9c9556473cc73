import * as z from 'zod/mini';
import {meaningOf, type Verdict, verdictOf} from '#shared/insight/verdict.ts';
import {type EmailAddress, parseEmailAddress} from '#shared/model/names.ts';
import {refuse} from '#shared/model/refusal.ts';
import type {SuppressionRecord} from '#shared/model/suppression.ts';
import {readSuppression, readSuppressions} from '#shared/store/suppressions.ts';
import {get, post} from './route.ts';

/** How many addresses may be asked about at once. */
const MAX_ADDRESSES = 1000;

/** What the API says of a suppression record; also a row of the list. */
export function describe(record: SuppressionRecord) {
	return {
		address: record.recipient,
		status: record.status,
		reason: record.reason,
		meaning: meaningOf(record.reason),
		/** Null: all mail is stopped. */
		parts: record.parts,
		since: record.firstSeenAt,
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

const part = z.optional(z.string().check(z.minLength(1), z.maxLength(200)));

/** May this address be mailed, and why. An address without a record may. */
export const checkAddress = get({
	path: '/v1/suppressions/{address}',
	role: 'read',
	summary: 'May this address be mailed, and why (not).',
	query: z.strictObject({part}),
	run: async ({caller, segment, query}, {store}) => {
		const address = parseEmailAddress(segment);
		if (address === undefined) {
			return refuse('invalid', 'What stands in the path is no e-mail address; percent-encode it as a whole.', {
				field: 'address',
			});
		}
		const record = await readSuppression(store, caller.tenant.id, address);
		const verdict = verdictOf(record, query.part);
		const suppressed = verdict === 'do not send';
		return record === undefined
			? {address, verdict, suppressed, status: 'none'}
			: {verdict, suppressed, ...describe(record)};
	},
});

/** What is said of one address of many: enough to decide, and where it stood. */
function brief(index: number, address: EmailAddress, record: SuppressionRecord | undefined, asked: string | undefined) {
	const verdict = verdictOf(record, asked);
	if (record === undefined) return {index, address, verdict, status: 'none'};
	const {status, reason, meaning, since, lastSeenAt, parts} = describe(record);
	return {index, address, verdict, status, reason, meaning, since, lastSeenAt, parts};
}

/** May these addresses be mailed: one answer each, in their order. Every spelling of an address is the same address. */
export const checkAddresses = post({
	path: '/v1/suppressions/check',
	role: 'read',
	summary: `May these addresses be mailed: up to ${MAX_ADDRESSES} at once.`,
	query: z.strictObject({}),
	body: z.strictObject({
		addresses: z
			.array(z.string().check(z.maxLength(1000)))
			.check(z.minLength(1, {error: 'is empty'}), z.maxLength(MAX_ADDRESSES)),
		part,
	}),
	run: async ({caller, body}, {store}) => {
		const addresses = body.addresses.map(parseEmailAddress);
		const distinct = new Set(addresses.filter((address) => address !== undefined));
		const records = await readSuppressions(store, caller.tenant.id, [...distinct]);
		const totals: Record<Verdict | 'no address', number> = {send: 0, risky: 0, 'do not send': 0, 'no address': 0};
		const results = addresses.map((address, index) => {
			const result =
				address === undefined
					? {index, address: null, given: body.addresses[index] ?? '', verdict: 'no address' as const}
					: brief(index, address, records.get(address), body.part);
			totals[result.verdict] += 1;
			return result;
		});
		return {results, totals};
	},
});
