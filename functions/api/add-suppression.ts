import * as z from 'zod/mini';
import {parseEmailAddress} from '#shared/model/names.ts';
import {refuse} from '#shared/model/refusal.ts';
import {entered} from '#shared/projections/by-hand.ts';
import {asOf} from '#shared/projections/lapse.ts';
import {changeSuppressions} from '#shared/store/change.ts';
import {readSuppression} from '#shared/store/suppressions.ts';
import {addressSchema} from './addresses.ts';
import {describe} from './describe.ts';
import {whySchema} from './release-suppressions.ts';
import {post} from './route.ts';

/** Puts an address on the list by hand. One that is there already stays as it is. */
export const addSuppression = post({
	path: '/v1/suppressions',
	role: 'manage',
	summary: 'Put an address on the list.',
	query: z.strictObject({}),
	body: z.strictObject({
		address: addressSchema,
		why: whySchema,
		parts: z.optional(
			z
				.array(z.string().check(z.minLength(1), z.maxLength(200)))
				.check(z.minLength(1, {error: 'is empty'}), z.maxLength(50)),
		),
	}),
	run: async ({caller, body}, {store, now}) => {
		const address = parseEmailAddress(body.address);
		if (address === undefined) return refuse('invalid', '"address" is no e-mail address.', {field: 'address'});
		const {tenant, key} = caller;
		const at = now();
		const entry = {
			tenant: tenant.id,
			address,
			parts: body.parts ?? null,
			at: at.toISOString(),
		} as const;
		const changed = await changeSuppressions(
			store,
			tenant.id,
			[address],
			(_, record) => entered(record === undefined ? undefined : asOf(record, tenant.settings, at), entry),
			{at, key, action: 'add', why: body.why},
		);
		const outcome = changed.get(address);
		const record =
			outcome !== undefined && 'after' in outcome ? outcome.after : await readSuppression(store, tenant.id, address);
		return record === undefined
			? refuse('conflict', 'Somebody erased the address just now.')
			: {...describe(record), added: outcome !== undefined && 'after' in outcome};
	},
});
