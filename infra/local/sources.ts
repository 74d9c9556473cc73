import {type JsonObject, read, readOptional} from './json.ts';
import {problem} from './problem.ts';
import {failureDestination} from './resources.ts';
import type {Resolved, Resolver} from './template.ts';

/** What both kinds of event source have: whom they call, and how much at once. */
export interface SourceShape {
	readonly id: string;
	readonly functionName: string;
	readonly batchSize: number;
	/** How long a batch is waited for to become full. */
	readonly windowSeconds: number;
	/** The function's answer names the records that failed. */
	readonly partial: boolean;
	/** Filter patterns as JSON; a record that fits none is passed over. */
	readonly patterns: readonly string[];
}

export interface QueueSource extends SourceShape {
	readonly queueArn: string;
	/** Batches that are worked on at the same time. */
	readonly concurrency: number;
}

export interface StreamSource extends SourceShape {
	readonly table: string;
	readonly streamArn: string;
	readonly from: 'TRIM_HORIZON' | 'LATEST';
	/** After an error the batch is tried again in halves. */
	readonly bisect: boolean;
	/** -1: for ever. */
	readonly retries: number;
	/** -1: for ever. */
	readonly maxAgeSeconds: number;
	readonly failureQueueArn?: string;
}

/** Lambda's own default for SQS where the template sets no limit. */
const DEFAULT_CONCURRENCY = 5;

/** The event-source mappings: queues, and streams of tables. */
export function sourcesOf(resolver: Resolver): {readonly queues: QueueSource[]; readonly streams: StreamSource[]} {
	const queues: QueueSource[] = [];
	const streams: StreamSource[] = [];
	for (const {id, properties} of resolver.all('AWS::Lambda::EventSourceMapping')) {
		if (properties.Enabled === false) continue;
		const arn = read.text(properties.EventSourceArn, `${id}.EventSourceArn`);
		if (arn.startsWith('arn:aws:sqs:')) queues.push(queueSource(id, properties, arn));
		else if (arn.includes(':table/')) streams.push(streamSource(id, properties, arn));
		else throw problem(`template: ${id} reads ${arn}, which is neither a queue nor the stream of a table.`);
	}
	return {queues, streams};
}

function common(id: string, properties: JsonObject, batchSize: number): SourceShape {
	const functionName = read.text(properties.FunctionName, `${id}.FunctionName`);
	const criteria = readOptional.object(properties.FilterCriteria, `${id}.FilterCriteria`);
	const filters = readOptional.list(criteria.Filters, `${id}.Filters`);
	return {
		id,
		functionName: functionName.slice(functionName.lastIndexOf(':') + 1),
		batchSize: readOptional.number(properties.BatchSize, `${id}.BatchSize`) ?? batchSize,
		windowSeconds:
			readOptional.number(properties.MaximumBatchingWindowInSeconds, `${id}.MaximumBatchingWindowInSeconds`) ?? 0,
		partial: readOptional
			.list(properties.FunctionResponseTypes, `${id}.FunctionResponseTypes`)
			.includes('ReportBatchItemFailures'),
		patterns: filters.map((filter) => read.text(read.object(filter, `${id}.Filters`).Pattern, `${id}.Pattern`)),
	};
}

function queueSource(id: string, properties: JsonObject, queueArn: string): QueueSource {
	const scaling = readOptional.object(properties.ScalingConfig, `${id}.ScalingConfig`);
	const source = common(id, properties, 10);
	if (source.patterns.length > 0) throw problem(`template: ${id} filters a queue, which is not understood.`);
	const concurrency = readOptional.number(scaling.MaximumConcurrency, `${id}.MaximumConcurrency`);
	return {...source, queueArn, concurrency: concurrency ?? DEFAULT_CONCURRENCY};
}

function streamSource(id: string, properties: JsonObject, streamArn: string): StreamSource {
	const failureQueueArn = failureDestination(properties);
	const from = read.text(properties.StartingPosition, `${id}.StartingPosition`);
	if (from !== 'TRIM_HORIZON' && from !== 'LATEST') throw problem(`template: ${id} starts at ${from}.`);
	return {
		...common(id, properties, 100),
		table: streamArn.slice(streamArn.indexOf(':table/') + ':table/'.length).split('/')[0] ?? '',
		streamArn,
		from,
		bisect: properties.BisectBatchOnFunctionError === true,
		retries: readOptional.number(properties.MaximumRetryAttempts, `${id}.MaximumRetryAttempts`) ?? -1,
		maxAgeSeconds: readOptional.number(properties.MaximumRecordAgeInSeconds, `${id}.MaximumRecordAgeInSeconds`) ?? -1,
		...(failureQueueArn === undefined ? {} : {failureQueueArn}),
	};
}

/** The statements of each role's policies, by the role's name. */
export interface Statement {
	readonly effect: 'Allow' | 'Deny';
	readonly actions: readonly string[];
	readonly resources: readonly string[];
}

export function statementsOf(resolver: Resolver): Map<string, Statement[]> {
	const statements = new Map<string, Statement[]>();
	const add = (role: string, policy: Resolved['properties'], where: string) => {
		const document = read.object(policy.PolicyDocument, where);
		const list = read
			.list(document.Statement, where)
			.map((statement) => statementOf(read.object(statement, where), where));
		statements.set(role, [...(statements.get(role) ?? []), ...list]);
	};
	for (const {id, name, properties} of resolver.all('AWS::IAM::Role')) {
		for (const policy of readOptional.list(properties.Policies, `${id}.Policies`))
			add(name, read.object(policy, id), id);
	}
	for (const {id, properties} of resolver.all('AWS::IAM::Policy')) {
		for (const role of readOptional.list(properties.Roles, `${id}.Roles`)) add(read.text(role, id), properties, id);
	}
	return statements;
}

function statementOf(statement: JsonObject, where: string): Statement {
	const effect = statement.Effect;
	if (effect !== 'Allow' && effect !== 'Deny') throw problem(`template: ${where} neither allows nor denies.`);
	if (statement.Condition !== undefined || statement.NotAction !== undefined || statement.NotResource !== undefined) {
		throw problem(`template: ${where} has a condition or an exception, which is not understood.`);
	}
	return {effect, actions: oneOrMore(statement.Action, where), resources: oneOrMore(statement.Resource, where)};
}

function oneOrMore(value: JsonObject[string] | undefined, where: string): string[] {
	return typeof value === 'string' ? [value] : read.list(value, where).map((entry) => read.text(entry, where));
}
