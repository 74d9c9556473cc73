import * as z from 'zod/mini';
import {type Description, type Descriptions, TAGS} from './openapi-description.ts';
import {PROBLEMS, problemSchema} from './openapi-problems.ts';
import type {Route} from './route.ts';

/** Without the dialect, which the document names once. */
function jsonSchema(schema: z.ZodMiniType | undefined, io: 'input' | 'output'): z.core.JSONSchema.BaseSchema {
	if (schema === undefined) return {};
	const {$schema: _dialect, ...rest} = z.toJSONSchema(schema, {io, unrepresentable: 'any'});
	return rest;
}

const capitalized = (name: string) => `${name.slice(0, 1).toUpperCase()}${name.slice(1)}Answer`;

function parametersOf({path, query}: Route, {example}: Description): object[] {
	const segments = [...path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => ({
		name,
		in: 'path',
		required: true,
		schema: {type: 'string'},
		...(example.segment === undefined ? {} : {example: example.segment}),
	}));
	const {properties = {}, required = []} = jsonSchema(query, 'input');
	const fields = Object.entries(properties).map(([name, schema]) => {
		const value = new Map(Object.entries(example.query ?? {})).get(name);
		return {
			name,
			in: 'query',
			required: required.includes(name),
			schema,
			...(value === undefined ? {} : {example: value}),
		};
	});
	return [...segments, ...fields];
}

function bodyOf({body}: Route, {example}: Description): object {
	if (body === undefined) return {};
	const content = {schema: jsonSchema(body, 'input'), ...(example.body === undefined ? {} : {example: example.body})};
	return {requestBody: {required: true, content: {'application/json': content}}};
}

/** Which problems an operation may answer with. */
function problemsOf({path, method, body, role}: Route): (keyof typeof PROBLEMS)[] {
	return [
		400,
		401,
		...(role === 'manage' ? [403 as const] : []),
		...(path.includes('{') ? [404 as const] : []),
		...(method === 'GET' ? [] : [409 as const]),
		...(body === undefined ? [] : [413 as const]),
		500,
	];
}

function operationOf(route: Route, description: Description): object {
	const {id, tag, about} = description;
	const needs = route.open === undefined ? `Needs a key of the role \`${route.role}\`.` : 'Needs no key.';
	const problems = problemsOf(route).map((status) => [status, {$ref: `#/components/responses/${status}`}]);
	return {
		operationId: id,
		tags: [tag],
		...(route.open === undefined ? {} : {security: []}),
		summary: route.summary,
		description: about === undefined ? needs : `${about} ${needs}`,
		parameters: parametersOf(route, description),
		...bodyOf(route, description),
		responses: {
			200: {
				description: 'What was asked for.',
				content: {'application/json': {schema: {$ref: `#/components/schemas/${capitalized(id)}`}}},
			},
			...Object.fromEntries(problems),
		},
	};
}

function componentsOf(routes: readonly Route[], described: readonly Description[]): object {
	const used = new Set(routes.flatMap(problemsOf).map(String));
	const answers = described.map(({id, answer}) => [capitalized(id), jsonSchema(answer, 'output')]);
	const problem = {'application/problem+json': {schema: {$ref: '#/components/schemas/Problem'}}};
	const responses = Object.entries(PROBLEMS)
		.filter(([status]) => used.has(status))
		.map(([status, description]) => [status, {description, content: problem}]);
	return {
		securitySchemes: {apiKey: {type: 'http', scheme: 'bearer', description: 'An API key: bl_<tenant>_<secret>.'}},
		responses: Object.fromEntries(responses),
		schemas: {Problem: jsonSchema(problemSchema, 'output'), ...Object.fromEntries(answers)},
	};
}

/**
 * The API's description (OpenAPI 3.1), made of the table of routes and the schemas that validate requests.
 *
 * @throws Error naming a route without a description
 */
export function openapiOf(routes: readonly Route[], descriptions: Descriptions): object {
	const known = new Map(Object.entries(descriptions));
	const paths = new Map<string, Record<string, object>>();
	const described: Description[] = [];
	for (const route of routes) {
		const description = known.get(`${route.method} ${route.path}`);
		if (description === undefined) throw new Error(`openapi: ${route.method} ${route.path} is not described`);
		described.push(description);
		const operations = paths.get(route.path) ?? {};
		operations[route.method.toLowerCase()] = operationOf(route, description);
		paths.set(route.path, operations);
	}
	return {
		openapi: '3.1.1',
		info: {
			title: 'Bounceledger',
			version: '1',
			summary: 'Whose fault a bounce is, and whom one may mail.',
			description:
				'Every request bears an API key. Answers are JSON; a refusal is problem details (RFC 9457) whose `detail` says what to do. Times are UTC.',
			license: {name: 'Apache 2.0', identifier: 'Apache-2.0'},
		},
		servers: [{url: '/', description: 'The deployment that serves this document.'}],
		security: [{apiKey: []}],
		tags: Object.entries(TAGS).map(([name, description]) => ({name, description})),
		paths: Object.fromEntries(paths),
		components: componentsOf(routes, described),
	};
}
