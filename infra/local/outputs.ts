import process from 'node:process';
import {problem} from './problem.ts';
import type {Place} from './values.ts';

/** What a running stack is reached by: the content of `stack.json`. */
export type StackInfo = {
	readonly url: string;
	readonly region: string;
	readonly endpoints: {readonly dynamodb: string; readonly sqs: string; readonly sns: string};
	/** By the table's name in the outputs: `TenantsTable` is "Tenants". */
	readonly tables: Readonly<Record<string, string>>;
	readonly queues: {readonly work: string; readonly deadLetters: string; readonly quarantine: string};
	readonly alertTopicArn: string;
	/** A queue of this machine that is subscribed to the alerts, to show what a subscriber gets. */
	readonly inboxQueueUrl: string;
	/** The same for the chat's topic, where the stage has one. */
	readonly chat?: {readonly topicArn: string; readonly inboxQueueUrl: string};
	readonly pid: number;
};

/** The queue that stands for a subscriber of the alerts. */
const INBOX = 'local-inbox';
const CHAT_INBOX = 'local-chat-inbox';

/** A queue that stands for a subscriber of a topic. */
interface Inbox {
	readonly name: string;
	readonly arn: string;
	readonly topicArn: string;
}

/** One for the alerts, and one for the chat where the stage has it. */
export function inboxesOf({alertTopicArn, chat}: StackInfo): Inbox[] {
	// In the account and region of its topic.
	const inbox = (name: string, topicArn: string): Inbox => {
		const [, partition, , region, account] = topicArn.split(':');
		return {name, topicArn, arn: `arn:${partition}:sqs:${region}:${account}:${name}`};
	};
	const alerts = inbox(INBOX, alertTopicArn);
	return chat === undefined ? [alerts] : [alerts, inbox(CHAT_INBOX, chat.topicArn)];
}

/**
 * Puts together from the template's outputs what a running stack is reached by.
 *
 * @throws Problem naming the output that is missing
 */
export function stackInfo(
	outputs: ReadonlyMap<string, string>,
	place: Place,
	endpoints: StackInfo['endpoints'],
): StackInfo {
	const of = (name: string): string => {
		const value = outputs.get(name);
		if (value === undefined) throw problem(`template: the output ${name} is missing, by which the stack is reached.`);
		return value;
	};
	const inbox = (queue: string) => `${place.sqs}/${place.account}/${queue}`;
	const chatTopic = outputs.get('ChatTopicArn');
	const tables = [...outputs].filter(([name]) => name.endsWith('Table'));
	return {
		url: of('Url'),
		region: place.region,
		endpoints,
		tables: Object.fromEntries(tables.map(([name, value]) => [name.slice(0, -'Table'.length), value])),
		queues: {work: of('WorkQueueUrl'), deadLetters: of('DeadLetterQueueUrl'), quarantine: of('QuarantineQueueUrl')},
		alertTopicArn: of('AlertTopicArn'),
		inboxQueueUrl: inbox(INBOX),
		...(chatTopic === undefined ? {} : {chat: {topicArn: chatTopic, inboxQueueUrl: inbox(CHAT_INBOX)}}),
		pid: process.pid,
	};
}
