import {join} from 'node:path';
import {type Json, type JsonObject, read, readOptional, texts} from './json.ts';
import {problem} from './problem.ts';
import type {Resolved, Resolver, Template} from './template.ts';

/** A Lambda function of the template. */
export interface FunctionShape {
	readonly name: string;
	readonly arn: string;
	/** ARN of the role it runs under. */
	readonly role: string;
	/** The file that has the handler, without its extension, and the name it is exported by. */
	readonly file: string;
	readonly exported: string;
	readonly environment: Readonly<Record<string, string>>;
	readonly timeoutSeconds: number;
	readonly memoryMegabytes: number;
	/** What happens to an event that nobody waits for, after its retries. */
	readonly undelivered: {readonly retries: number; readonly queueArn?: string};
}

export interface QueueShape {
	readonly name: string;
	readonly arn: string;
	/** As SQS's CreateQueue takes them. */
	readonly attributes: Readonly<Record<string, string>>;
}

export interface TopicShape {
	readonly name: string;
	readonly arn: string;
	readonly attributes: Readonly<Record<string, string>>;
}

export interface SubscriptionShape {
	readonly topicArn: string;
	readonly protocol: string;
	readonly endpoint: string;
	/** As SNS's Subscribe takes them. */
	readonly attributes: Readonly<Record<string, string>>;
}

export interface RouteShape {
	/** "GET", or "ANY" */
	readonly method: string;
	/** "/v1/suppressions/{address}"; "$default" takes what no other route does. */
	readonly path: string;
	readonly functionArn: string;
}

export interface ScheduleShape {
	readonly arn: string;
	readonly everySeconds: number;
	readonly functionArn: string;
	/** The event that the rule gives, where it has one of its own. */
	readonly input?: string;
}

/** Who may invoke a function: a service ("apigateway.amazonaws.com"), and for what (an ARN with `*`). */
export interface InvokePermission {
	readonly functionName: string;
	readonly principal: string;
	readonly source?: string;
}

const QUEUE_ATTRIBUTES = [
	'ContentBasedDeduplication',
	'DelaySeconds',
	'FifoQueue',
	'MaximumMessageSize',
	'MessageRetentionPeriod',
	'ReceiveMessageWaitTimeSeconds',
	'RedrivePolicy',
	'VisibilityTimeout',
];
const SUBSCRIPTION_ATTRIBUTES = ['FilterPolicy', 'FilterPolicyScope', 'RawMessageDelivery', 'RedrivePolicy'];

/** The functions, each with its bundle. */
export function functionsOf(resolver: Resolver, {assets}: Template): FunctionShape[] {
	const async = resolver.all('AWS::Lambda::EventInvokeConfig');
	return resolver.all('AWS::Lambda::Function').map(({id, name, arn, properties}) => {
		const key = read.text(read.object(properties.Code, `${id}.Code`).S3Key, `${id}.Code.S3Key`);
		const folder = assets.get(key);
		if (folder === undefined) throw problem(`template: the code of ${name} (${key}) is not among the assets.`);
		const [file = '', exported = ''] = read.text(properties.Handler, `${id}.Handler`).split(/\.(?=[^.]*$)/);
		const environment = readOptional.object(properties.Environment, `${id}.Environment`);
		return {
			name,
			arn,
			role: read.text(properties.Role, `${id}.Role`),
			file: join(folder, file),
			exported,
			environment: texts(environment.Variables, `${id}.Environment`),
			timeoutSeconds: readOptional.number(properties.Timeout, `${id}.Timeout`) ?? 3,
			memoryMegabytes: readOptional.number(properties.MemorySize, `${id}.MemorySize`) ?? 128,
			undelivered: undelivered(async.find((config) => config.properties.FunctionName === name)),
		};
	});
}

function undelivered(config: Resolved | undefined): FunctionShape['undelivered'] {
	const properties = config?.properties ?? {};
	const queueArn = failureDestination(properties);
	return {
		retries: readOptional.number(properties.MaximumRetryAttempts, 'MaximumRetryAttempts') ?? 2,
		...(queueArn === undefined ? {} : {queueArn}),
	};
}

/** Where an event source or an asynchronous invocation sends what it gave up. */
export function failureDestination(properties: JsonObject): string | undefined {
	const config = readOptional.object(properties.DestinationConfig, 'DestinationConfig');
	const onFailure = readOptional.object(config.OnFailure, 'DestinationConfig.OnFailure');
	return readOptional.text(onFailure.Destination, 'DestinationConfig.OnFailure.Destination');
}

export function queuesOf(resolver: Resolver): QueueShape[] {
	return resolver
		.all('AWS::SQS::Queue')
		.map(({name, arn, properties}) => ({name, arn, attributes: texts(pick(properties, QUEUE_ATTRIBUTES), name)}));
}

export function topicsOf(resolver: Resolver): TopicShape[] {
	return resolver
		.all('AWS::SNS::Topic')
		.map(({name, arn, properties}) => ({name, arn, attributes: texts(pick(properties, ['DisplayName']), name)}));
}

export function subscriptionsOf(resolver: Resolver): SubscriptionShape[] {
	return resolver.all('AWS::SNS::Subscription').map(({id, properties}) => ({
		topicArn: read.text(properties.TopicArn, `${id}.TopicArn`),
		protocol: read.text(properties.Protocol, `${id}.Protocol`),
		endpoint: read.text(properties.Endpoint, `${id}.Endpoint`),
		attributes: texts(pick(properties, SUBSCRIPTION_ATTRIBUTES), id),
	}));
}

export function routesOf(resolver: Resolver): RouteShape[] {
	const integrations = new Map(
		resolver.all('AWS::ApiGatewayV2::Integration').map(({id, properties}) => {
			if (properties.IntegrationType !== 'AWS_PROXY' || properties.PayloadFormatVersion !== '2.0') {
				throw problem(`template: ${id} is no Lambda integration with payload format 2.0.`);
			}
			return [`integrations/${id}`, read.text(properties.IntegrationUri, `${id}.IntegrationUri`)];
		}),
	);
	return resolver.all('AWS::ApiGatewayV2::Route').map(({id, properties}) => {
		const target = read.text(properties.Target, `${id}.Target`);
		const functionArn = integrations.get(target);
		if (functionArn === undefined) throw problem(`template: the target ${target} of ${id} is no integration.`);
		if ((properties.AuthorizationType ?? 'NONE') !== 'NONE') throw problem(`template: ${id} has an authorizer.`);
		const [method = '', path = '$default'] = read.text(properties.RouteKey, `${id}.RouteKey`).split(' ');
		return {method: path === '$default' ? 'ANY' : method, path, functionArn};
	});
}

export function invokePermissionsOf(resolver: Resolver): InvokePermission[] {
	return resolver.all('AWS::Lambda::Permission').map(({id, properties}) => {
		const source = readOptional.text(properties.SourceArn, `${id}.SourceArn`);
		const functionArn = read.text(properties.FunctionName, `${id}.FunctionName`);
		return {
			functionName: functionArn.slice(functionArn.lastIndexOf(':') + 1),
			principal: read.text(properties.Principal, `${id}.Principal`),
			...(source === undefined ? {} : {source}),
		};
	});
}

const SECONDS: ReadonlyMap<string, number> = new Map([
	['minute', 60],
	['hour', 3_600],
	['day', 86_400],
]);

export function schedulesOf(resolver: Resolver): ScheduleShape[] {
	return resolver.all('AWS::Events::Rule').flatMap(({id, arn, properties}) => {
		if (properties.State === 'DISABLED') return [];
		const expression = read.text(properties.ScheduleExpression, `${id}.ScheduleExpression`);
		const [, count = '', unit = ''] = /^rate\((\d{1,6}) (minute|hour|day)s?\)$/.exec(expression) ?? [];
		const seconds = SECONDS.get(unit);
		if (seconds === undefined) throw problem(`template: the schedule "${expression}" of ${id} is no rate(…).`);
		return readOptional.list(properties.Targets, `${id}.Targets`).map((target: Json) => {
			const {Arn, Input} = read.object(target, `${id}.Targets`);
			const input = readOptional.text(Input, `${id}.Input`);
			const functionArn = read.text(Arn, `${id}.Targets.Arn`);
			return {arn, everySeconds: Number(count) * seconds, functionArn, ...(input === undefined ? {} : {input})};
		});
	});
}

function pick(properties: JsonObject, names: readonly string[]): JsonObject {
	return Object.fromEntries(
		names.flatMap((name) => {
			const value = properties[name];
			return value === undefined ? [] : [[name, value]];
		}),
	);
}
