import * as z from 'zod/mini';
import type {Route} from './route.ts';

/** The JSON Schema of the alerts, which anybody may read: their receivers check by it, and it says nothing about a tenant. */
const open = async () => (await import('#shared/model/alert.ts')).alertJsonSchema();

export const showAlertSchema: Route = {
	method: 'GET',
	path: '/v1/alert-schema.json',
	role: 'read',
	summary: 'The JSON Schema of the alerts (2020-12). It needs no key.',
	query: z.strictObject({}),
	body: undefined,
	open,
	answer: open,
};
