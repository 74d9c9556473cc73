import {type App, CfnOutput, Duration, Stack, Tags} from 'aws-cdk-lib';
import {Rule, Schedule} from 'aws-cdk-lib/aws-events';
import {LambdaFunction} from 'aws-cdk-lib/aws-events-targets';
import {SqsEventSource} from 'aws-cdk-lib/aws-lambda-event-sources';
import {Topic} from 'aws-cdk-lib/aws-sns';
import {LambdaSubscription} from 'aws-cdk-lib/aws-sns-subscriptions';
import {ENV as API} from '#functions/api/env.ts';
import {ENV as CONSOLE} from '#functions/console/env.ts';
import {ENV as LEDGER} from '#functions/ledger/env.ts';
import {ENV as NOTIFY} from '#functions/notify/env.ts';
import {ENV as SWEEP} from '#functions/sweep/env.ts';
import {ENV as WEBHOOK} from '#functions/webhook/env.ts';
import {makeAlarms} from './alarms.ts';
import type {StageConfig} from './config.ts';
import {toQueue, toSecrets, toTable, toTopic} from './connect.ts';
import {makeFunction} from './function.ts';
import {LEDGER_TIMEOUT, makeQueues} from './queues.ts';
import {makeRoutes} from './routes.ts';
import {readStream} from './stream.ts';
import {makeTables} from './tables.ts';
import {makeAlertTopic, makeOperationsTopic, onlyPublisher} from './topics.ts';

/** The whole of Bounceledger in one stack, in the order that an event takes through it. */
export function bounceledger(app: App, stage: StageConfig): Stack {
	const stack = new Stack(app, `bounceledger-${stage.name}`, {
		description: 'Bounceledger: bounces by webhook become suppressions, reputation and alerts',
		terminationProtection: stage.keepData,
	});
	Tags.of(stack).add('application', 'bounceledger');
	Tags.of(stack).add('stage', stage.name);

	const queues = makeQueues(stack);
	const tables = makeTables(stack, stage);
	const alerts = makeAlertTopic(stack, stage.alertEmails);

	const webhook = makeFunction(stack, stage, 'Webhook', {
		needs: WEBHOOK,
		connections: {
			TENANTS_TABLE: toTable(tables, 'Tenants', ['GetItem']),
			WORK_QUEUE_URL: toQueue(queues.work),
			QUARANTINE_QUEUE_URL: toQueue(queues.quarantine),
		},
		timeout: Duration.seconds(15),
		memory: 1024,
		undelivered: queues.undelivered,
	});
	for (const arn of stage.sesTopicArns) {
		const topic = Topic.fromTopicArn(stack, `SesTopic-${arn}`, arn);
		topic.addSubscription(new LambdaSubscription(webhook.lambda, {deadLetterQueue: queues.undelivered}));
	}

	const ledger = makeFunction(stack, stage, 'Ledger', {
		needs: LEDGER,
		connections: {
			TENANTS_TABLE: toTable(tables, 'Tenants', ['GetItem']),
			FACTS_TABLE: toTable(tables, 'Facts', ['PutItem']),
			SUPPRESSIONS_TABLE: toTable(tables, 'Suppressions', ['BatchGetItem', 'PutItem']),
			REPUTATION_TABLE: toTable(tables, 'Reputation', ['PutItem', 'UpdateItem']),
			INCIDENTS_TABLE: toTable(tables, 'Incidents', ['BatchGetItem', 'PutItem']),
		},
		timeout: LEDGER_TIMEOUT,
		memory: 1024,
	});
	ledger.lambda.addEventSource(
		new SqsEventSource(queues.work, {
			// Bodies of one event (SES, Postmark) are merged: their counters are written once a batch, not once an event.
			batchSize: 100,
			maxBatchingWindow: Duration.seconds(1),
			reportBatchItemFailures: true,
			maxConcurrency: stage.ledgerConcurrency,
		}),
	);

	const notify = makeFunction(stack, stage, 'Notify', {
		needs: NOTIFY,
		connections: {
			INCIDENTS_TABLE: toTable(tables, 'Incidents', ['GetItem', 'PutItem']),
			ALERT_TOPIC_ARN: toTopic(alerts),
		},
		timeout: Duration.seconds(30),
		memory: 512,
	});
	readStream(tables.Incidents, notify, queues.undelivered);
	onlyPublisher(alerts, notify.role);

	const sweep = makeFunction(stack, stage, 'Sweep', {
		needs: SWEEP,
		connections: {
			TENANTS_TABLE: toTable(tables, 'Tenants', ['GetItem']),
			INCIDENTS_TABLE: toTable(tables, 'Incidents', ['GetItem', 'PutItem'], ['unresolved']),
			REPUTATION_TABLE: toTable(tables, 'Reputation', ['Query']),
		},
		timeout: Duration.minutes(5),
		memory: 1024,
		undelivered: queues.undelivered,
	});
	new Rule(stack, 'SweepSchedule', {
		schedule: Schedule.rate(Duration.minutes(stage.sweepMinutes)),
		targets: [new LambdaFunction(sweep.lambda)],
	});

	const api = makeFunction(stack, stage, 'Api', {
		needs: API,
		connections: {
			TENANTS_TABLE: toTable(tables, 'Tenants', ['GetItem', 'BatchGetItem', 'UpdateItem']),
			FACTS_TABLE: toTable(tables, 'Facts', ['Query', 'BatchGetItem', 'BatchWriteItem'], ['byIncident']),
			SUPPRESSIONS_TABLE: toTable(
				tables,
				'Suppressions',
				['BatchGetItem', 'Query', 'PutItem', 'DeleteItem'],
				['byList'],
			),
			REPUTATION_TABLE: toTable(tables, 'Reputation', ['Query']),
			INCIDENTS_TABLE: toTable(
				tables,
				'Incidents',
				['GetItem', 'Query', 'BatchGetItem', 'PutItem'],
				['unresolvedByTenant'],
			),
			AUDIT_TABLE: toTable(tables, 'Audit', ['Query', 'PutItem', 'BatchWriteItem'], ['byAddress', 'byRelease']),
			ESP_SECRETS_PREFIX: toSecrets(stack, stage),
		},
		// A release waits for the ESPs; the gateway itself gives up after 30 s.
		timeout: Duration.seconds(28),
		memory: 1024,
	});
	const page = makeFunction(stack, stage, 'Console', {
		needs: CONSOLE,
		connections: {},
		timeout: Duration.seconds(5),
		memory: 256,
		beside: {folder: 'page', script: 'functions/console/build.ts'},
	});
	const http = makeRoutes(stack, stage, {webhook: webhook.lambda, api: api.lambda, console: page.lambda});

	const operations = makeOperationsTopic(stack, stage.operatorEmails);
	const functions = {webhook, ledger, notify, sweep, api, console: page};
	makeAlarms(stack, stage, operations, {queues, functions, http, alerts});

	const outputs = {
		Url: http.apiEndpoint,
		TenantsTable: tables.Tenants.tableName,
		FactsTable: tables.Facts.tableName,
		SuppressionsTable: tables.Suppressions.tableName,
		ReputationTable: tables.Reputation.tableName,
		IncidentsTable: tables.Incidents.tableName,
		AuditTable: tables.Audit.tableName,
		WorkQueueUrl: queues.work.queueUrl,
		DeadLetterQueueUrl: queues.deadLetters.queueUrl,
		QuarantineQueueUrl: queues.quarantine.queueUrl,
		UndeliveredQueueUrl: queues.undelivered.queueUrl,
		AlertTopicArn: alerts.topicArn,
		OperationsTopicArn: operations.topicArn,
	};
	for (const [name, value] of Object.entries(outputs)) new CfnOutput(stack, name, {value});
	return stack;
}
