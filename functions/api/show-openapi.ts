import * as z from 'zod/mini';
import type {Route} from './route.ts';

/** The API's description of itself, which anybody may read: it says nothing about any tenant. */
export function showOpenapi(routes: readonly Route[]): Route {
	let made: object | undefined;
	// Loaded when first asked for: the schemas of all answers would be a tenth of every cold start.
	const open = async () => {
		if (made === undefined) {
			const [{openapiOf}, {DESCRIPTIONS}] = await Promise.all([
				import('./openapi.ts'),
				import('./openapi-descriptions.ts'),
			]);
			made = openapiOf([...routes, route], DESCRIPTIONS);
		}
		return made;
	};
	const route: Route = {
		method: 'GET',
		path: '/v1/openapi.json',
		role: 'read',
		summary: 'This description (OpenAPI 3.1). It needs no key.',
		query: z.strictObject({}),
		body: undefined,
		open,
		answer: open,
	};
	return route;
}
