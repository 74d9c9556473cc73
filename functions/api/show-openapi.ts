import * as z from 'zod/mini';
import {openapiOf} from './openapi.ts';
import {DESCRIPTIONS} from './openapi-descriptions.ts';
import type {Route} from './route.ts';

/** The API's description of itself, which anybody may read: it says nothing about any tenant. */
export function showOpenapi(routes: readonly Route[]): Route {
	let made: object | undefined;
	const open = () => {
		made ??= openapiOf([...routes, route], DESCRIPTIONS);
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
		answer: async () => open(),
	};
	return route;
}
