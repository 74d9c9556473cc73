import {Duration, type Stack, Validations} from 'aws-cdk-lib';
import {Queue, QueueEncryption, type QueueProps} from 'aws-cdk-lib/aws-sqs';

export interface Queues {
	/** Chunks on their way from the webhook to the ledger. */
	readonly work: Queue;
	/** Chunks that the ledger could not record, whole; `bounce redrive` sends them again. */
	readonly deadLetters: Queue;
	/** Single events that cannot be read, each with its reason. */
	readonly quarantine: Queue;
	/** Alerts on their way to the tenants' endpoints, and deliveries that wait for their next attempt. */
	readonly alertWebhooks: Queue;
	/** What was given up: SES messages by topic, records of the incidents' stream, sweeps, alerts for endpoints. */
	readonly undelivered: Queue;
}

/** The longest that the ledger may take for one batch. */
export const LEDGER_TIMEOUT = Duration.seconds(60);

/** AWS asks for at least six times the function's time-out: a throttled batch must not be handed out twice. */
const VISIBILITY = Duration.seconds(6 * LEDGER_TIMEOUT.toSeconds());

/** Eight times six minutes: an outage of DynamoDB of three quarters of an hour passes without a dead letter. */
const MAX_RECEIVES = 8;

/** The longest that one batch of deliveries may take; each of them has ten seconds. */
export const DELIVER_TIMEOUT = Duration.seconds(30);

/** Nine attempts are a delivery's own; what is received more often has met faults of ours. */
const MAX_DELIVERIES = 20;

/** The longest that SQS keeps a message: two weeks for an operator to look. */
const KEPT = Duration.days(14);

/** Where everything waits, and where that ends which cannot be worked on. */
export function makeQueues(stack: Stack): Queues {
	const make = (id: string, props: QueueProps = {}) =>
		new Queue(stack, id, {
			encryption: QueueEncryption.SQS_MANAGED,
			enforceSSL: true,
			retentionPeriod: KEPT,
			...props,
		});
	const deadLetters = make('DeadLetterQueue');
	const work = make('WorkQueue', {
		visibilityTimeout: VISIBILITY,
		deadLetterQueue: {queue: deadLetters, maxReceiveCount: MAX_RECEIVES},
	});
	const quarantine = make('QuarantineQueue');
	const undelivered = make('UndeliveredQueue');
	const alertWebhooks = make('AlertWebhookQueue', {
		visibilityTimeout: Duration.seconds(6 * DELIVER_TIMEOUT.toSeconds()),
		deadLetterQueue: {queue: undelivered, maxReceiveCount: MAX_DELIVERIES},
	});
	for (const end of [quarantine, undelivered]) {
		Validations.of(end).acknowledge({
			id: 'AwsSolutions-SQS3',
			reason: 'This queue is itself where a message ends: no function reads it, people do, and an alarm tells them.',
		});
	}
	return {work, deadLetters, quarantine, alertWebhooks, undelivered};
}
