import {describe, expect, test} from 'vitest';
import {findRoute, fits} from '#infra/local/match.ts';

describe('a pattern of a policy', () => {
	test.each([
		['dynamodb:GetItem', 'dynamodb:GetItem', true],
		['dynamodb:GetItem', 'dynamodb:GetItems', false],
		['dynamodb:*', 'dynamodb:GetItem', true],
		['*', '', true],
		['a*c', 'abcbc', true],
		['a*c', 'ac', true],
		['ab*ba', 'aba', false],
		['arn:x:*/*/v1/{address}', 'arn:x:local/$default/GET/v1/{address}', true],
		['*a*b', 'xaxbx', false],
	])('%s over %s: %s', (pattern, text, expected) => {
		expect(fits(pattern, text)).toBe(expected);
	});
});

const routes = [
	{method: 'GET', path: '/v1/suppressions'},
	{method: 'GET', path: '/v1/suppressions/{address}'},
	{method: 'POST', path: '/v1/suppressions/check'},
	{method: 'GET', path: '/v1/suppressions/export'},
	{method: 'ANY', path: '/v1/{proxy+}'},
	{method: 'POST', path: '/v1/webhooks/{esp}/{tenant}'},
	{method: 'GET', path: '/'},
	{method: 'GET', path: '/console/{file+}'},
];

describe('a request goes to the most specific route', () => {
	test.each([
		['GET', '/', '/', {}],
		['GET', '/v1/suppressions', '/v1/suppressions', {}],
		['GET', '/v1/suppressions/jo+x@example.com', '/v1/suppressions/{address}', {address: 'jo+x@example.com'}],
		['GET', '/v1/suppressions/export', '/v1/suppressions/export', {}],
		['POST', '/v1/suppressions/check', '/v1/suppressions/check', {}],
		['GET', '/v1/suppressions/check', '/v1/suppressions/{address}', {address: 'check'}],
		['POST', '/v1/webhooks/ses/acme', '/v1/webhooks/{esp}/{tenant}', {esp: 'ses', tenant: 'acme'}],
		['DELETE', '/v1/suppressions/a@b', '/v1/{proxy+}', {proxy: 'suppressions/a@b'}],
		['GET', '/v1/suppressions/a/b', '/v1/{proxy+}', {proxy: 'suppressions/a/b'}],
		['GET', '/console/a/b.js', '/console/{file+}', {file: 'a/b.js'}],
	])('%s %s', (method, path, expected, parameters) => {
		expect(findRoute(routes, method, path)).toEqual({route: expect.objectContaining({path: expected}), parameters});
	});

	test.each([
		['POST', '/'],
		['GET', '/console/'],
		['GET', '/console'],
		['GET', '/nothing'],
	])('%s %s goes nowhere', (method, path) => {
		expect(findRoute(routes, method, path)).toBeUndefined();
	});

	test('$default takes the rest', () => {
		const all = [...routes, {method: 'ANY', path: '$default'}];
		expect(findRoute(all, 'GET', '/nothing')).toEqual({route: {method: 'ANY', path: '$default'}, parameters: {}});
	});
});
