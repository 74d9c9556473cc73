import {RemovalPolicy, type Stack, Validations} from 'aws-cdk-lib';
import {AccessLogFormat} from 'aws-cdk-lib/aws-apigateway';
import {
	CfnStage,
	HttpApi,
	HttpMethod,
	type HttpRoute,
	HttpStage,
	LogGroupLogDestination,
} from 'aws-cdk-lib/aws-apigatewayv2';
import {HttpLambdaIntegration} from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import type {IFunction} from 'aws-cdk-lib/aws-lambda';
import {LogGroup} from 'aws-cdk-lib/aws-logs';
import type {StageConfig, Throttle} from './config.ts';

/** For what waits for somebody outside, up to ten seconds each: it must not take the functions away from the rest. */
const OUTSIDE: Throttle = {rate: 2, burst: 5};

/** Which function answers what. A route that is not here is answered 404 by the gateway. */
const ROUTES = [
	{method: HttpMethod.POST, path: '/v1/webhooks/{esp}/{tenant}', to: 'webhook'},
	{method: HttpMethod.GET, path: '/v1/suppressions', to: 'api'},
	{method: HttpMethod.GET, path: '/v1/suppressions/{address}', to: 'api'},
	{method: HttpMethod.POST, path: '/v1/suppressions/check', to: 'api'},
	{method: HttpMethod.POST, path: '/v1/suppressions/import', to: 'api'},
	{method: HttpMethod.GET, path: '/v1/suppressions/export', to: 'api'},
	{method: HttpMethod.GET, path: '/v1/esp-credentials/{esp}', to: 'api'},
	{method: HttpMethod.PUT, path: '/v1/esp-credentials/{esp}', to: 'api'},
	{method: HttpMethod.DELETE, path: '/v1/esp-credentials/{esp}', to: 'api'},
	{method: HttpMethod.GET, path: '/v1/alert-webhooks', to: 'api'},
	{method: HttpMethod.POST, path: '/v1/alert-webhooks', to: 'api'},
	{method: HttpMethod.DELETE, path: '/v1/alert-webhooks/{id}', to: 'api'},
	{method: HttpMethod.POST, path: '/v1/alert-webhooks/{id}/test', to: 'api', throttle: OUTSIDE},
	{method: HttpMethod.POST, path: '/v1/alert-webhooks/{id}/enable', to: 'api'},
	{method: HttpMethod.GET, path: '/v1/reputation', to: 'api'},
	{method: HttpMethod.GET, path: '/v1/reputation/series', to: 'api'},
	{method: HttpMethod.GET, path: '/v1/overview', to: 'api'},
	{method: HttpMethod.GET, path: '/v1/attribution', to: 'api'},
	{method: HttpMethod.GET, path: '/v1/incidents', to: 'api'},
	// The gateway matches the decoded path, and an incident about a range has a slash in its id.
	{method: HttpMethod.GET, path: '/v1/incidents/{id+}', to: 'api'},
	{method: HttpMethod.POST, path: '/v1/suppressions', to: 'api'},
	{method: HttpMethod.POST, path: '/v1/suppressions/release', to: 'api'},
	{method: HttpMethod.POST, path: '/v1/releases/preview', to: 'api'},
	{method: HttpMethod.POST, path: '/v1/releases', to: 'api'},
	{method: HttpMethod.POST, path: '/v1/releases/{id}/undo', to: 'api'},
	{method: HttpMethod.DELETE, path: '/v1/recipients/{address}', to: 'api'},
	{method: HttpMethod.GET, path: '/v1/settings', to: 'api'},
	{method: HttpMethod.PUT, path: '/v1/settings', to: 'api'},
	{method: HttpMethod.GET, path: '/v1/audit', to: 'api'},
	{method: HttpMethod.POST, path: '/v1/classify', to: 'api'},
	{method: HttpMethod.POST, path: '/v1/explain-headers', to: 'api'},
	{method: HttpMethod.GET, path: '/v1/key', to: 'api'},
	{method: HttpMethod.GET, path: '/v1/openapi.json', to: 'api'},
	{method: HttpMethod.GET, path: '/v1/alert-schema.json', to: 'api'},
	{method: HttpMethod.GET, path: '/', to: 'console'},
	{method: HttpMethod.GET, path: '/console/{file+}', to: 'console'},
] as const;

type Target = (typeof ROUTES)[number]['to'];

/** Why the gateway has no authorizer, by the function that decides instead. */
const AUTHORIZED_BY: Readonly<Record<Target, string>> = {
	webhook:
		"The function authenticates each request over the exact bytes of its body, by the ESP's own scheme (ECDSA signature, SNS signature, HTTP Basic against a hash). An authorizer never sees the body.",
	api: 'The function turns the Bearer key into tenant and role by its hash before it does anything else; an authorizer would be the same lookup twice.',
	console: 'A static page without data: what it shows, it asks of the API with the API key of whoever uses it.',
};

/** What a line of the access log says. The route and not the path: a path may hold an e-mail address. */
const ACCESS_LOG = {
	time: '$context.requestTime',
	requestId: '$context.requestId',
	ip: '$context.identity.sourceIp',
	route: '$context.routeKey',
	status: '$context.status',
	bytes: '$context.responseLength',
	milliseconds: '$context.responseLatency',
	functionMilliseconds: '$context.integrationLatency',
	error: '$context.error.message',
	functionError: '$context.integrationErrorMessage',
} as const;

/** The HTTP API: routes, throttles, access log. */
export function makeRoutes(stack: Stack, stage: StageConfig, functions: Readonly<Record<Target, IFunction>>): HttpApi {
	const api = new HttpApi(stack, 'Http', {createDefaultStage: false, description: `Bounceledger, ${stage.name}`});
	const integrations = {
		webhook: new HttpLambdaIntegration('Webhook', functions.webhook),
		api: new HttpLambdaIntegration('Api', functions.api),
		console: new HttpLambdaIntegration('Console', functions.console),
	} satisfies Record<Target, HttpLambdaIntegration>;
	const routes = ROUTES.flatMap(({method, path, to}) => {
		const made = api.addRoutes({path, methods: [method], integration: integrations[to]});
		for (const route of made) Validations.of(route).acknowledge({id: 'AwsSolutions-APIG4', reason: AUTHORIZED_BY[to]});
		return made;
	});
	makeStage(stack, stage, api, routes);
	return api;
}

function makeStage(stack: Stack, stage: StageConfig, api: HttpApi, routes: readonly HttpRoute[]): void {
	const log = new LogGroup(stack, 'AccessLog', {retention: stage.logRetention, removalPolicy: RemovalPolicy.DESTROY});
	const http = new HttpStage(stack, 'HttpStage', {
		httpApi: api,
		stageName: '$default',
		autoDeploy: true,
		throttle: limits(stage.throttles.console),
		accessLogSettings: {
			destination: new LogGroupLogDestination(log),
			format: AccessLogFormat.custom(JSON.stringify(ACCESS_LOG)),
		},
	});
	const resource = http.node.defaultChild;
	if (!(resource instanceof CfnStage)) throw new Error('routes: the stage is not made of a CfnStage');
	resource.routeSettings = Object.fromEntries(
		ROUTES.map((route) => {
			const {rate, burst} = 'throttle' in route ? route.throttle : stage.throttles[route.to];
			return [`${route.method} ${route.path}`, {ThrottlingRateLimit: rate, ThrottlingBurstLimit: burst}];
		}),
	);
	// The gateway refuses settings of a route that is not there yet.
	http.node.addDependency(...routes);
}

function limits(throttle: {rate: number; burst: number}) {
	return {rateLimit: throttle.rate, burstLimit: throttle.burst};
}
