import * as z from 'zod/mini';
import {refuse} from '#shared/model/refusal.ts';
import {SETTINGS, settingsSchema} from '#shared/model/tenant.ts';
import {writeSettings} from '#shared/store/settings.ts';
import {get, put} from './route.ts';

/** What the tenant decides about suppressions and alerts. */
export const showSettings = get({
	path: '/v1/settings',
	role: 'read',
	summary: 'What the tenant decides about suppressions and alerts.',
	query: z.strictObject({}),
	run: async ({caller}) => caller.tenant.settings,
});

/** Changes those settings that are named; the ledger follows within a minute. */
export const changeSettings = put({
	path: '/v1/settings',
	role: 'manage',
	summary: 'Change settings; what is not named stays as it is.',
	query: z.strictObject({}),
	body: z.strictObject({
		...z.partial(z.strictObject(SETTINGS)).shape,
		why: z.optional(z.string().check(z.maxLength(1_000))),
	}),
	run: async ({caller: {tenant, key}, body: {why, ...named}}, {store, now}) => {
		const given = Object.fromEntries(Object.entries(named).filter(([, value]) => value !== undefined));
		const settings = settingsSchema.parse({...tenant.settings, ...given});
		return (await writeSettings(store, tenant, settings, {at: now(), key, why}))
			? settings
			: refuse('conflict', 'Somebody changed the tenant just now; look at it again, then repeat your change.');
	},
});
