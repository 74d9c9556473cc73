import {type MessageAttributeValue, PublishCommand, type SNSClient} from '@aws-sdk/client-sns';
import {log} from '#functions/middleware/log.ts';
import type {Attributes} from './attributes.ts';
import type {AlertMessage} from './message.ts';

/** The topics that alerts go to; `chat` where the stage has a channel of people. */
export interface Topics {
	readonly alerts: string;
	readonly chat?: string | undefined;
}

/** A filter takes an array where one of its values fits. https://docs.aws.amazon.com/sns/latest/dg/sns-message-attributes.html */
function messageAttributes(attributes: Attributes): Record<string, MessageAttributeValue> {
	const made = Object.entries(attributes).map(([name, values]): [string, MessageAttributeValue] => {
		const [only = '', ...others] = values;
		const value =
			others.length === 0
				? {DataType: 'String', StringValue: only}
				: {DataType: 'String.Array', StringValue: JSON.stringify(values)};
		return [name, value];
	});
	return Object.fromEntries(made);
}

/**
 * A way to publish alerts: to the topic of the alerts, and to that of the chat. It throws where SNS does not take the
 * former. What the chat does not take is only logged: to ring everybody else twice for it would be worse.
 */
export function publishWith(sns: SNSClient, {alerts, chat}: Topics): (alert: AlertMessage) => Promise<void> {
	return async ({subject, message, chat: chatMessage, attributes}) => {
		const MessageAttributes = messageAttributes(attributes);
		await sns.send(
			new PublishCommand({
				TopicArn: alerts,
				Subject: subject,
				Message: message,
				MessageStructure: 'json',
				MessageAttributes,
			}),
		);
		if (chat === undefined || chat === '') return;
		try {
			await sns.send(new PublishCommand({TopicArn: chat, Message: chatMessage, MessageAttributes}));
		} catch (fault) {
			log.error('chat-failed', fault);
		}
	};
}
