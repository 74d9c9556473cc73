import {
	DeleteMessageCommand,
	GetQueueAttributesCommand,
	ReceiveMessageCommand,
	type SQSClient,
} from '@aws-sdk/client-sqs';
import type {Fact} from '#shared/model/fact.ts';
import type {TenantId} from '#shared/model/names.ts';
import {readFacts} from '#shared/store/facts.ts';
import {listIncidents} from '#shared/store/incidents.ts';
import {textAt} from './ask.ts';
import {openQueues} from './queues.ts';
import type {Stack} from './stack.ts';

/** How long the demonstration waits for its events, in milliseconds, and how often it looks. */
const PATIENCE = 60_000;
const LOOK_EVERY = 250;

/** An alert as a queue gets it that subscribed to the topic. */
export interface Alert {
	readonly subject: string;
	/** The message's JSON. */
	readonly message: unknown;
}

/** What came of the posted events. */
export interface Outcome {
	/** The facts that were expected, as they were recorded; in the order of the posts. */
	readonly facts: readonly Fact[];
	readonly missing: number;
	readonly alerts: readonly Alert[];
}

const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

async function isIdle(client: SQSClient, queue: string): Promise<boolean> {
	const {Attributes} = await client.send(
		new GetQueueAttributesCommand({
			QueueUrl: queue,
			AttributeNames: ['ApproximateNumberOfMessages', 'ApproximateNumberOfMessagesNotVisible'],
		}),
	);
	return Object.values(Attributes ?? {}).every((count) => count === '0');
}

/** The expected facts that are recorded by now. */
async function recorded(stack: Stack, tenant: TenantId, expected: readonly Fact[]): Promise<Map<string, Fact>> {
	const recipients = new Set(expected.map(({event}) => event.recipient));
	const facts = await Promise.all([...recipients].map((recipient) => readFacts(stack.store, tenant, recipient)));
	return new Map(facts.flat().map((fact) => [fact.id, fact]));
}

/** How many alerts are due to a subscriber by now, sent or not. */
async function alertsDue(stack: Stack, tenant: TenantId): Promise<number> {
	const {incidents} = await listIncidents(stack.store, tenant, {limit: 100});
	return incidents.reduce((sum, {alertSequence}) => sum + alertSequence, 0);
}

function alertOf(body: string): Alert {
	const envelope: unknown = JSON.parse(body);
	const message: unknown = JSON.parse(textAt(envelope, 'Message'));
	return {subject: textAt(envelope, 'Subject'), message};
}

async function receive(client: SQSClient, inbox: string): Promise<Alert[]> {
	const {Messages = []} = await client.send(
		new ReceiveMessageCommand({QueueUrl: inbox, MaxNumberOfMessages: 10, WaitTimeSeconds: 1}),
	);
	for (const {ReceiptHandle} of Messages) {
		await client.send(new DeleteMessageCommand({QueueUrl: inbox, ReceiptHandle}));
	}
	return Messages.map(({Body = ''}) => alertOf(Body));
}

/** Waits until everything that was posted is recorded and every alert has reached its subscriber, for a minute at most. */
export async function outcome(stack: Stack, tenant: TenantId, expected: readonly Fact[]): Promise<Outcome> {
	const client = openQueues(stack);
	const until = Date.now() + PATIENCE;
	let facts = await recorded(stack, tenant, expected);
	const complete = () => expected.every(({id}) => facts.has(id));
	while (Date.now() < until && !(complete() && (await isIdle(client, stack.queues.work)))) {
		await pause(LOOK_EVERY);
		facts = await recorded(stack, tenant, expected);
	}
	const due = await alertsDue(stack, tenant);
	const alerts: Alert[] = [];
	while (stack.inboxQueueUrl !== undefined && Date.now() < until && alerts.length < due) {
		alerts.push(...(await receive(client, stack.inboxQueueUrl)));
	}
	client.destroy();
	const found = expected.map(({id}) => facts.get(id)).filter((fact) => fact !== undefined);
	return {facts: found, missing: expected.length - found.length, alerts};
}
