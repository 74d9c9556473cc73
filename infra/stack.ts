import {type App, CfnOutput, Duration, Stack, Tags} from 'aws-cdk-lib';
import {Rule, Schedule} from 'aws-cdk-lib/aws-events';
import {LambdaFunction} from 'aws-cdk-lib/aws-events-targets';
import {SqsEventSource} from 'aws-cdk-lib/aws-lambda-event-sources';
import {Topic} from 'aws-cdk-lib/aws-sns';
import {LambdaSubscription, SqsSubscription} from 'aws-cdk-lib/aws-sns-subscriptions';
import {ENV as API} from '#functions/api/env.ts';
import {ENV as CONSOLE} from '#functions/console/env.ts';
import {ENV as DELIVER} from '#functions/deliver/env.ts';
import {ENV as EVIDENCE} from '#functions/evidence/env.ts';
import {ENV as LEDGER} from '#functions/ledger/env.ts';
import {ENV as NOTIFY} from '#functions/notify/env.ts';
import {ENV as SWEEP} from '#functions/sweep/env.ts';
import {ENV as WEBHOOK} from '#functions/webhook/env.ts';
import {makeAlarms} from './alarms.ts';
import type {StageConfig} from './config.ts';
import {toOperatorSecret, toQueue, toSecrets, toSigningSecrets, toTable, toTopic} from './connect.ts';
import {connectMore, makeFunction} from './function.ts';
import {DELIVER_TIMEOUT, LEDGER_TIMEOUT, makeQueues} from './queues.ts';
import {makeRoutes} from './routes.ts';
import {readStream} from './stream.ts';
import {makeTables} from './tables.ts';
import {makeAlertTopic, makeChatTopic, makeOperationsTopic, onlyPublisher} from './topics.ts';

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
			INCIDENTS_TABLE: toTable(tables, 'Incidents', ['GetItem', 'BatchGetItem', 'PutItem']),
			TENANTS_TABLE: toTable(tables, 'Tenants', ['GetItem']),
			ALERT_TOPIC_ARN: toTopic(alerts),
		},
		timeout: Duration.seconds(30),
		memory: 512,
	});
	readStream(tables.Incidents, notify, queues.undelivered);
	onlyPublisher(alerts, notify.role);
	const chat = stage.chat ? makeChatTopic(stack) : undefined;
	if (chat !== undefined) connectMore(notify, 'CHAT_TOPIC_ARN', toTopic(chat));
	if (chat !== undefined) onlyPublisher(chat, notify.role);

	alerts.addSubscription(new SqsSubscription(queues.alertWebhooks, {rawMessageDelivery: true}));
	const deliver = makeFunction(stack, stage, 'Deliver', {
		needs: DELIVER,
		connections: {
			TENANTS_TABLE: toTable(tables, 'Tenants', ['GetItem', 'UpdateItem']),
			ALERT_WEBHOOK_QUEUE_URL: toQueue(queues.alertWebhooks),
			SIGNING_SECRETS_PREFIX: toSigningSecrets(stack, stage, ['GetSecretValue']),
		},
		timeout: DELIVER_TIMEOUT,
		memory: 512,
	});
	deliver.lambda.addEventSource(
		// The deliveries of a batch run side by side: one that waits ten seconds for its endpoint holds up none for longer.
		new SqsEventSource(queues.alertWebhooks, {batchSize: 10, reportBatchItemFailures: true, maxConcurrency: 5}),
	);

	const sweep = makeFunction(stack, stage, 'Sweep', {
		needs: SWEEP,
		connections: {
			TENANTS_TABLE: toTable(tables, 'Tenants', ['GetItem']),
			INCIDENTS_TABLE: toTable(tables, 'Incidents', ['GetItem', 'BatchGetItem', 'PutItem'], ['unresolved']),
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

	const evidence = makeFunction(stack, stage, 'Evidence', {
		needs: EVIDENCE,
		connections: {
			TENANTS_TABLE: toTable(tables, 'Tenants', ['GetItem']),
			FACTS_TABLE: toTable(tables, 'Facts', ['BatchGetItem'], ['byIncident']),
			REPUTATION_TABLE: toTable(tables, 'Reputation', ['Query']),
			INCIDENTS_TABLE: toTable(tables, 'Incidents', ['GetItem', 'BatchGetItem', 'PutItem'], ['unresolved']),
			OPERATOR_SECRET: toOperatorSecret(stack, stage),
		},
		timeout: Duration.minutes(2),
		memory: 1024,
		undelivered: queues.undelivered,
	});
	new Rule(stack, 'EvidenceSchedule', {
		schedule: Schedule.rate(Duration.minutes(stage.evidenceMinutes)),
		targets: [new LambdaFunction(evidence.lambda)],
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
			SIGNING_SECRETS_PREFIX: toSigningSecrets(stack, stage, ['GetSecretValue', 'CreateSecret', 'DeleteSecret']),
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
	const functions = {webhook, ledger, notify, deliver, sweep, evidence, api, console: page};
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
		AlertWebhookQueueUrl: queues.alertWebhooks.queueUrl,
		UndeliveredQueueUrl: queues.undelivered.queueUrl,
		AlertTopicArn: alerts.topicArn,
		OperationsTopicArn: operations.topicArn,
		...(chat === undefined ? {} : {ChatTopicArn: chat.topicArn}),
	};
	for (const [name, value] of Object.entries(outputs)) new CfnOutput(stack, name, {value});
	return stack;
}
