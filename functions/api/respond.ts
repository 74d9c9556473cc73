import type {APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2} from 'aws-lambda';
import {problem} from '#functions/middleware/http-errors.ts';
import {isRefusal, refuse} from '#shared/model/refusal.ts';
import {authorize, permit} from './authorize.ts';
import {toRequest} from './request.ts';
import type {Means, Route} from './route.ts';

/** What stands in the place in braces of a route's path, "" where it has none, undefined where the path is another. */
function segmentOf(route: Route, path: string): string | undefined {
	const brace = route.path.indexOf('{');
	if (brace === -1) return path === route.path ? '' : undefined;
	const head = route.path.slice(0, brace);
	const tail = route.path.slice(route.path.indexOf('}') + 1);
	const end = path.length - tail.length;
	return path.startsWith(head) && path.endsWith(tail) && end > head.length ? path.slice(head.length, end) : undefined;
}

/** An answer as JSON that no cache keeps: it is about people. */
function answered(answer: object): APIGatewayProxyStructuredResultV2 {
	return {
		statusCode: 200,
		headers: {
			'content-type': 'application/json; charset=utf-8',
			'cache-control': 'no-store',
			'x-content-type-options': 'nosniff',
		},
		body: JSON.stringify(answer),
	};
}

/**
 * The API: finds the route, then the caller, then reads what was sent, then answers. Whoever may not ask learns nothing
 * about what he sent.
 *
 * @param routes in order of precedence: the first whose path fits is meant
 */
export async function respond(
	event: APIGatewayProxyEventV2,
	means: Means,
	routes: readonly Route[],
): Promise<APIGatewayProxyStructuredResultV2> {
	const request = toRequest(event);
	if (isRefusal(request)) return problem(request);
	const fitting = routes.filter((route) => segmentOf(route, request.path) !== undefined);
	const path = fitting[0]?.path;
	if (path === undefined) {
		return problem(refuse('not-found', 'There is no such address; the API is under /v1/.'));
	}
	const methods = fitting.filter((route) => route.path === path);
	const route = methods.find(({method}) => method === request.method);
	if (route === undefined) {
		const allowed = methods.map(({method}) => method).join(', ');
		const refused = problem(refuse('method-not-allowed', `Use ${allowed} here.`));
		return {...refused, headers: {...refused.headers, allow: allowed}};
	}
	if (route.open !== undefined) return answered(await route.open());
	const caller = await authorize(request.authorization, means.store);
	if (isRefusal(caller)) return problem(caller);
	const forbidden = permit(caller, route.role);
	if (forbidden !== undefined) return problem(forbidden);
	const answer = await route.answer(caller, segmentOf(route, request.path) ?? '', request, means);
	return isRefusal(answer) ? problem(answer) : answered(answer);
}
