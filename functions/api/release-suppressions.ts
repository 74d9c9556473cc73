import * as z from 'zod/mini';
import {type EmailAddress, parseEmailAddress} from '#shared/model/names.ts';
import {refuse} from '#shared/model/refusal.ts';
import type {SuppressionReason} from '#shared/model/suppression.ts';
import {released, WISHES} from '#shared/projections/by-hand.ts';
import {asOf} from '#shared/projections/lapse.ts';
import type {Removed} from '#shared/removal/removal.ts';
import {changeSuppressions} from '#shared/store/change.ts';
import {addressesUpTo} from './addresses.ts';
import type {Caller} from './authorize.ts';
import {releaseAtEsps} from './release-at-esp.ts';
import {type Means, post} from './route.ts';

/** How many addresses may be released at once. */
const MAX_ADDRESSES = 1_000;
/** Who takes back a complaint or unsubscribe, has to say why in at least so many characters. */
export const LEAST_WHY = 10;
export const whySchema = z.string().check(z.trim(), z.minLength(1, {error: 'is empty'}), z.maxLength(1_000));

/** What is released, and how. */
export interface Wanted {
	readonly why: string;
	readonly including: readonly SuppressionReason[];
	readonly atEsp: boolean;
	/** The bulk release that it belongs to. */
	readonly release?: string | undefined;
}

/** What became of one address. */
export interface Released {
	readonly address: string;
	readonly released: boolean;
	/** Why not, where it was not. */
	readonly reason?: string;
	/** What became of it at the ESP that holds it; a list where several do, null where none does. */
	readonly atEsp?: Removed | readonly Removed[] | null;
}

/**
 * Releases addresses, each with its entry in the log, and at the ESPs where that is wanted: also those that nothing of ours
 * stops, and that only the ESP holds. What is spared for a person's wish is spared there too.
 */
export async function releaseAll(
	means: Means,
	caller: Caller,
	addresses: readonly EmailAddress[],
	{why, including, atEsp, release}: Wanted,
): Promise<Map<EmailAddress, Released>> {
	const {tenant, key} = caller;
	const at = means.now();
	const author = {at, key, why, release};
	const spared = new Set<EmailAddress>();
	const changed = await changeSuppressions(
		means.store,
		tenant.id,
		addresses,
		(address, kept) => {
			const record = kept === undefined ? undefined : asOf(kept, tenant.settings, at);
			const change = released(record, {at: at.toISOString(), by: key, why, including});
			if ('kept' in change && record?.status === 'active') spared.add(address);
			return change;
		},
		{...author, action: 'release'},
	);
	const asked = atEsp ? [...changed.keys()].filter((address) => !spared.has(address)) : [];
	const removed = await releaseAtEsps(means, caller, asked, author);
	return new Map(
		[...changed].map(([address, outcome]) => {
			const [one, ...more] = removed.get(address) ?? [];
			return [
				address,
				{
					address,
					...('kept' in outcome ? {released: false, reason: outcome.kept} : {released: true}),
					...(atEsp
						? {atEsp: more.length > 0 ? [one, ...more].filter((some) => some !== undefined) : (one ?? null)}
						: {}),
				},
			];
		}),
	);
}

/** Takes addresses off the list, one answer for each, in their order. */
export const releaseSuppressions = post({
	path: '/v1/suppressions/release',
	role: 'manage',
	summary: `Take addresses off the list: up to ${MAX_ADDRESSES.toLocaleString('en-US')} at once.`,
	query: z.strictObject({}),
	body: z.strictObject({
		addresses: addressesUpTo(MAX_ADDRESSES),
		why: whySchema,
		complaints: z.optional(z.boolean()),
		atEsp: z.optional(z.boolean()),
	}),
	run: async ({caller, body}, means) => {
		if (body.complaints === true && body.why.length < LEAST_WHY) {
			return refuse(
				'invalid',
				`To take back a complaint or unsubscribe, say why in at least ${LEAST_WHY} characters; it is kept in the log.`,
				{field: 'why'},
			);
		}
		const addresses = body.addresses.map(parseEmailAddress);
		const results = await releaseAll(
			means,
			caller,
			addresses.filter((address) => address !== undefined),
			{why: body.why, including: body.complaints === true ? WISHES : [], atEsp: body.atEsp === true},
		);
		return {
			results: addresses.map(
				(address, index): Released =>
					(address === undefined ? undefined : results.get(address)) ?? {
						address: body.addresses[index] ?? '',
						released: false,
						reason: 'That is no e-mail address.',
					},
			),
		};
	},
});
