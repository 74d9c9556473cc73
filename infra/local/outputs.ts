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
	readonly pid: number;
};

/** The queue that stands for a subscriber of the alerts. */
export const INBOX = 'local-inbox';

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
	const tables = [...outputs].filter(([name]) => name.endsWith('Table'));
	return {
		url: of('Url'),
		region: place.region,
		endpoints,
		tables: Object.fromEntries(tables.map(([name, value]) => [name.slice(0, -'Table'.length), value])),
		queues: {work: of('WorkQueueUrl'), deadLetters: of('DeadLetterQueueUrl'), quarantine: of('QuarantineQueueUrl')},
		alertTopicArn: of('AlertTopicArn'),
		inboxQueueUrl: `${place.sqs}/${place.account}/${INBOX}`,
		pid: process.pid,
	};
}
