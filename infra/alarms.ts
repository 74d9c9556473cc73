import {Aws, Duration, type Stack} from 'aws-cdk-lib';
import type {HttpApi} from 'aws-cdk-lib/aws-apigatewayv2';
import {Alarm, ComparisonOperator, type IMetric, Stats, TreatMissingData} from 'aws-cdk-lib/aws-cloudwatch';
import {SnsAction} from 'aws-cdk-lib/aws-cloudwatch-actions';
import {FilterPattern, type ILogGroup, MetricFilter} from 'aws-cdk-lib/aws-logs';
import type {Topic} from 'aws-cdk-lib/aws-sns';
import type {Queue} from 'aws-cdk-lib/aws-sqs';
import type {StageConfig} from './config.ts';
import type {Made} from './function.ts';
import type {Queues} from './queues.ts';

export interface Watched {
	readonly queues: Queues;
	readonly functions: Readonly<
		Record<'webhook' | 'ledger' | 'notify' | 'deliver' | 'sweep' | 'evidence' | 'api' | 'console', Made>
	>;
	readonly http: HttpApi;
	readonly alerts: Topic;
}

interface Row {
	/** The alarm's name, and its section in infra/runbook.md. */
	readonly section: string;
	/** What has happened, for whoever is woken by it. */
	readonly says: string;
	readonly metric: IMetric;
	/** The alarm sounds when the metric is above this. */
	readonly above: number;
	/** Where to look first. */
	readonly link: string;
}

const FIVE_MINUTES = Duration.minutes(5);
const CONSOLE = `https://${Aws.REGION}.console.aws.amazon.com`;

/** Every alarm there is, each telling the operators when it begins and when it is over. */
export function makeAlarms(stack: Stack, stage: StageConfig, operations: Topic, watched: Watched): void {
	const action = new SnsAction(operations);
	for (const row of rows(stage, watched)) {
		const alarm = new Alarm(stack, `Alarm-${row.section}`, {
			alarmName: `${stack.stackName}-${row.section}`,
			alarmDescription: `${row.says} Runbook: infra/runbook.md#${row.section} ${row.link}`,
			metric: row.metric,
			threshold: row.above,
			comparisonOperator: ComparisonOperator.GREATER_THAN_THRESHOLD,
			evaluationPeriods: 1,
			treatMissingData: TreatMissingData.NOT_BREACHING,
		});
		alarm.addAlarmAction(action);
		alarm.addOkAction(action);
	}
}

function rows(stage: StageConfig, {queues, functions, http, alerts}: Watched): readonly Row[] {
	return [
		{
			section: 'dead-letters',
			says: 'Chunks of events could not be recorded and wait in the dead-letter queue.',
			metric: waiting(queues.deadLetters),
			above: 0,
			link: linkToQueue(queues.deadLetters),
		},
		{
			section: 'quarantine',
			says: 'Single events could not be read and wait in the quarantine queue.',
			metric: waiting(queues.quarantine),
			above: 0,
			link: linkToQueue(queues.quarantine),
		},
		{
			section: 'undelivered',
			says: 'Something was given up: an SES message by topic, an alert, a sweep or a round of look-ups.',
			metric: waiting(queues.undelivered),
			above: 0,
			link: linkToQueue(queues.undelivered),
		},
		{
			section: 'queue-age',
			says: 'Events wait longer than 15 minutes to be recorded.',
			metric: queues.work.metricApproximateAgeOfOldestMessage({period: FIVE_MINUTES, statistic: Stats.MAXIMUM}),
			above: 15 * 60,
			link: linkToQueue(queues.work),
		},
		{
			section: 'refused-webhooks',
			says: 'Many webhooks are refused: a changed secret, a wrong set-up, or somebody guessing.',
			metric: logged(stage, functions.webhook.logs, 'webhook-refused'),
			above: stage.refusedWebhooks,
			link: linkToFunction(functions.webhook),
		},
		{
			section: 'chunk-failures',
			says: 'The ledger fails to record chunks; they are tried again, and end as dead letters.',
			metric: logged(stage, functions.ledger.logs, 'chunk-failed'),
			above: 0,
			link: linkToFunction(functions.ledger),
		},
		{
			section: 'server-errors',
			says: 'HTTP requests are answered with 5xx; ESPs try again, callers of the API see a fault.',
			metric: http.metricServerError({period: FIVE_MINUTES, statistic: Stats.SUM}),
			above: 10,
			link: linkToFunction(functions.webhook),
		},
		{
			section: 'alerts-late',
			says: 'Changed incidents wait longer than five minutes for their alert.',
			metric: functions.notify.lambda.metric('IteratorAge', {period: FIVE_MINUTES, statistic: Stats.MAXIMUM}),
			above: FIVE_MINUTES.toMilliseconds(),
			link: linkToFunction(functions.notify),
		},
		{
			section: 'alerts-undeliverable',
			says: 'SNS could not deliver an alert to one of its subscribers.',
			metric: alerts.metricNumberOfNotificationsFailed({period: FIVE_MINUTES, statistic: Stats.SUM}),
			above: 0,
			link: `${CONSOLE}/sns/v3/home?region=${Aws.REGION}#/topic/${alerts.topicArn}`,
		},
		{
			section: 'alert-webhooks-dropped',
			says: "A tenant's endpoint did not take an alert in any of its nine attempts.",
			metric: logged(stage, functions.deliver.logs, 'alert-webhook-dropped'),
			above: 0,
			link: linkToFunction(functions.deliver),
		},
		...Object.entries(functions).map(([name, made]) => ({
			section: `${name}-errors`,
			says: `The function ${name} fails, runs out of time or out of memory.`,
			metric: made.lambda.metricErrors({period: FIVE_MINUTES, statistic: Stats.SUM}),
			above: 0,
			link: linkToFunction(made),
		})),
	];
}

function waiting(queue: Queue): IMetric {
	return queue.metricApproximateNumberOfMessagesVisible({period: FIVE_MINUTES, statistic: Stats.MAXIMUM});
}

/** Counts the log lines of one event in five minutes. */
function logged(stage: StageConfig, logs: ILogGroup, event: string): IMetric {
	const filter = new MetricFilter(logs, event, {
		logGroup: logs,
		metricNamespace: `Bounceledger/${stage.name}`,
		metricName: event,
		filterPattern: FilterPattern.stringValue('$.message', '=', event),
	});
	return filter.metric({period: FIVE_MINUTES, statistic: Stats.SUM});
}

function linkToQueue(queue: Queue): string {
	return `${CONSOLE}/sqs/v3/home?region=${Aws.REGION}#/queues (${queue.queueName})`;
}

function linkToFunction(made: Made): string {
	return `${CONSOLE}/lambda/home?region=${Aws.REGION}#/functions/${made.lambda.functionName}?tab=monitoring`;
}
