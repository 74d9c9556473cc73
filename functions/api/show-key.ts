import * as z from 'zod/mini';
import {get} from './route.ts';

/** Who asks, as the API sees it: so that a page can tell at sign-in what its key may do. */
export const showKey = get({
	path: '/v1/key',
	role: 'read',
	summary: 'Whose key this is, and what it may do.',
	query: z.strictObject({}),
	run: async ({caller}) => ({tenant: caller.tenant.id, key: caller.key, role: caller.role}),
});
