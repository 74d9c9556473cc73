import * as z from 'zod/mini';
import {note} from '#shared/store/audit.ts';
import {eraseRecipient as erase} from '#shared/store/erase.ts';
import {addressIn} from './check-address.ts';
import {remove} from './route.ts';

/** Removes every trace of a person. What stays is a salted hash, by which the address is known again and not mailed. */
export const eraseRecipient = remove({
	path: '/v1/recipients/{address}',
	role: 'manage',
	summary: 'Erase a person: record, events, log entries. The address is still answered "do not send".',
	query: z.strictObject({why: z.optional(z.string().check(z.maxLength(1_000)))}),
	run: async ({caller: {tenant, key}, segment, query}, {store, now}) => {
		const address = addressIn(segment);
		if (typeof address !== 'string') return address;
		const erased = await erase(store, tenant.id, address);
		// The entry says that somebody was erased, not who.
		const why = query.why?.toLowerCase().includes(address) ? undefined : query.why;
		await note(store, [{tenant: tenant.id, at: now(), key, action: 'erase', why}]);
		return {erased, verdict: 'do not send'};
	},
});
