import {type Duration, RemovalPolicy, type Stack, Validations} from 'aws-cdk-lib';
import {PolicyStatement, Role, ServicePrincipal} from 'aws-cdk-lib/aws-iam';
import {
	ApplicationLogLevel,
	Architecture,
	Function as Lambda,
	LoggingFormat,
	Runtime,
	SystemLogLevel,
} from 'aws-cdk-lib/aws-lambda';
import {SqsDestination} from 'aws-cdk-lib/aws-lambda-destinations';
import {LogGroup} from 'aws-cdk-lib/aws-logs';
import type {Queue} from 'aws-cdk-lib/aws-sqs';
import {type Beside, bundled} from './bundle.ts';
import type {StageConfig} from './config.ts';
import type {Connection} from './connect.ts';

export interface FunctionShape<Name extends string> {
	/** The list in the function's env.ts. */
	readonly needs: readonly Name[];
	/** What each of them is connected to: a forgotten one does not compile. */
	readonly connections: Readonly<Record<Name, Connection>>;
	readonly timeout: Duration;
	/** MiB. A whole core comes with 1,769. */
	readonly memory: number;
	readonly beside?: Beside;
	/** For a function that is invoked without anybody waiting: where the event goes after three failures. */
	readonly undelivered?: Queue;
}

/** A function, what it may do, and where it logs. */
export interface Made {
	readonly lambda: Lambda;
	readonly role: Role;
	readonly logs: LogGroup;
}

/**
 * The one way to make a function: its role may write its own log and what its connections say, nothing else.
 *
 * @param id `Webhook` is made of functions/webhook/handler.ts
 */
export function makeFunction<Name extends string>(
	stack: Stack,
	stage: StageConfig,
	id: string,
	shape: FunctionShape<Name>,
): Made {
	const logs = new LogGroup(stack, `${id}Log`, {retention: stage.logRetention, removalPolicy: RemovalPolicy.DESTROY});
	// Not AWSLambdaBasicExecutionRole: it may write every log of the account.
	const role = new Role(stack, `${id}Role`, {assumedBy: new ServicePrincipal('lambda.amazonaws.com')});
	role.addToPolicy(
		new PolicyStatement({actions: ['logs:CreateLogStream', 'logs:PutLogEvents'], resources: [logs.logGroupArn]}),
	);
	const environment: Record<string, string> = {STAGE: stage.name};
	for (const name of shape.needs) {
		environment[name] = shape.connections[name].value;
		for (const statement of shape.connections[name].statements) role.addToPolicy(statement);
		const {acknowledge} = shape.connections[name];
		if (acknowledge !== undefined) Validations.of(role).acknowledge(acknowledge);
	}
	const lambda = new Lambda(stack, id, {
		code: bundled(id.toLowerCase(), shape.beside),
		handler: 'index.handler',
		runtime: Runtime.NODEJS_24_X,
		architecture: Architecture.ARM_64,
		memorySize: shape.memory,
		timeout: shape.timeout,
		role,
		environment,
		logGroup: logs,
		loggingFormat: LoggingFormat.JSON,
		applicationLogLevelV2: ApplicationLogLevel.INFO,
		// START, END and REPORT of every invocation would be most of the log's bill; the metrics have the same numbers.
		systemLogLevelV2: SystemLogLevel.WARN,
		...(shape.undelivered === undefined ? {} : {onFailure: new SqsDestination(shape.undelivered), retryAttempts: 2}),
	});
	return {lambda, role, logs};
}

/** Connects a function to what only some stages have: its code finds the variable unset in the others. */
export function connectMore({lambda, role}: Made, name: string, {value, statements}: Connection): void {
	lambda.addEnvironment(name, value);
	for (const statement of statements) role.addToPolicy(statement);
}
