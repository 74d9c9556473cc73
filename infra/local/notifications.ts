import type {Message} from '@aws-sdk/client-sqs';
import {isObject, type Json, tryJson} from './json.ts';
import type {SubscriptionShape} from './resources.ts';

/**
 * A topic's messages as Lambda gets them from SNS. They come from a queue of this machine that stands for the subscription,
 * in the form that SNS sends to queues.
 */
export function snsEvent(messages: readonly Message[], {topicArn}: SubscriptionShape): object {
	return {
		Records: messages.map((message) => {
			const sent = tryJson(message.Body ?? '');
			return {
				EventSource: 'aws:sns',
				EventVersion: '1.0',
				EventSubscriptionArn: `${topicArn}:local`,
				Sns: notification(isObject(sent) ? sent : {}, topicArn),
			};
		}),
	};
}

/** Lambda's spelling differs from the one in queues: SigningCertUrl, UnsubscribeUrl, and a null where there is no subject. */
function notification(sent: {readonly [name: string]: Json}, topicArn: string): object {
	const {SigningCertURL, UnsubscribeURL, Subject, MessageAttributes, ...same} = sent;
	return {
		...same,
		TopicArn: topicArn,
		Subject: Subject ?? null,
		MessageAttributes: MessageAttributes ?? {},
		SigningCertUrl: SigningCertURL ?? null,
		UnsubscribeUrl: UnsubscribeURL ?? null,
	};
}
