import {join} from 'node:path';
import {type Duration, RemovalPolicy, type Stack} from 'aws-cdk-lib';
import {PolicyStatement, Role, ServicePrincipal} from 'aws-cdk-lib/aws-iam';
import {ApplicationLogLevel, Architecture, LoggingFormat, Runtime, SystemLogLevel} from 'aws-cdk-lib/aws-lambda';
import {SqsDestination} from 'aws-cdk-lib/aws-lambda-destinations';
import {NodejsFunction, OutputFormat} from 'aws-cdk-lib/aws-lambda-nodejs';
import {LogGroup} from 'aws-cdk-lib/aws-logs';
import type {Queue} from 'aws-cdk-lib/aws-sqs';
import type {StageConfig} from './config.ts';
import type {Connection} from './connect.ts';

const ROOT = join(import.meta.dirname, '..');

export interface FunctionShape<Name extends string> {
	/** The list in the function's env.ts. */
	readonly needs: readonly Name[];
	/** What each of them is connected to: a forgotten one does not compile. */
	readonly connections: Readonly<Record<Name, Connection>>;
	readonly timeout: Duration;
	/** MiB. A whole core comes with 1,769. */
	readonly memory: number;
	/** For a function that is invoked without anybody waiting: where the event goes after three failures. */
	readonly undelivered?: Queue;
}

/** A function, what it may do, and where it logs. */
export interface Made {
	readonly lambda: NodejsFunction;
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
	}
	const lambda = new NodejsFunction(stack, id, {
		entry: join(ROOT, 'functions', id.toLowerCase(), 'handler.ts'),
		handler: 'handler',
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
		awsSdkConnectionReuse: false,
		...(shape.undelivered === undefined ? {} : {onFailure: new SqsDestination(shape.undelivered), retryAttempts: 2}),
		projectRoot: ROOT,
		depsLockFilePath: join(ROOT, 'package-lock.json'),
		bundling: BUNDLING,
	});
	return {lambda, role, logs};
}

/** CommonJS and the SDK in the bundle: the quickest start of those measured. */
const BUNDLING = {
	format: OutputFormat.CJS,
	target: 'node24',
	minify: true,
	mainFields: ['module', 'main'],
	bundleAwsSDK: true,
	externalModules: [],
};
