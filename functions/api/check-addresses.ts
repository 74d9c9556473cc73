import * as z from 'zod/mini';
import {type Mail, meaningOf, SCOPES, type Verdict, verdictOf} from '#shared/insight/verdict.ts';
import {type EmailAddress, parseEmailAddress} from '#shared/model/names.ts';
import type {SuppressionRecord} from '#shared/model/suppression.ts';
import {sinceOf} from '#shared/model/suppression-filter.ts';
import type {TenantSettings} from '#shared/model/tenant.ts';
import {asOf} from '#shared/projections/lapse.ts';
import {readErased} from '#shared/store/erased.ts';
import {readSuppressions} from '#shared/store/suppressions.ts';
import {addressesUpTo} from './addresses.ts';
import {post} from './route.ts';

/** How many addresses may be asked about at once. */
const MAX_ADDRESSES = 10_000;

/** What is to be sent: which part of the mail, and whether it is marketing. */
export const MAIL = {
	part: z.optional(z.string().check(z.minLength(1), z.maxLength(200))),
	scope: z.optional(z.enum(SCOPES)),
} as const;

/** What is said of an address that was erased. */
export const ERASED = 'The person was erased from the records and is not to be mailed.';

/** What is said of one address of many: enough to decide. */
function brief(record: SuppressionRecord | undefined, mail: Mail, settings: TenantSettings) {
	const verdict = verdictOf(record, mail, settings);
	if (record === undefined) return {verdict, status: 'none'};
	const {status, reason, lastSeenAt, parts} = record;
	return {verdict, status, reason, meaning: meaningOf(reason), since: sinceOf(record), lastSeenAt, parts};
}

/** May these addresses be mailed: one answer each, in their order. Every spelling of an address is the same address. */
export const checkAddresses = post({
	path: '/v1/suppressions/check',
	role: 'read',
	summary: `May these addresses be mailed: up to ${MAX_ADDRESSES.toLocaleString('en-US')} at once.`,
	query: z.strictObject({}),
	body: z.strictObject({
		addresses: addressesUpTo(MAX_ADDRESSES),
		...MAIL,
	}),
	run: async ({caller, body: {addresses: given, ...mail}}, {store, now}) => {
		const {tenant} = caller;
		const addresses = given.map(parseEmailAddress);
		const distinct = [...new Set(addresses.filter((address) => address !== undefined))];
		const [records, erased] = await Promise.all([
			readSuppressions(store, tenant.id, distinct, false),
			readErased(store, tenant, distinct),
		]);
		const time = now();
		const totals: Record<Verdict | 'no address', number> = {send: 0, risky: 0, 'do not send': 0, 'no address': 0};
		const told = (address: EmailAddress) => {
			if (erased.has(address)) return {verdict: 'do not send' as const, status: 'erased', meaning: ERASED};
			const record = records.get(address);
			return brief(record === undefined ? undefined : asOf(record, tenant.settings, time), mail, tenant.settings);
		};
		const results = addresses.map((address, index) => {
			const result =
				address === undefined
					? {index, address: null, given: given[index] ?? '', verdict: 'no address' as const}
					: {index, address, ...told(address)};
			totals[result.verdict] += 1;
			return result;
		});
		return {results, totals};
	},
});
