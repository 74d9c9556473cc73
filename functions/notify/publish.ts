import {PublishCommand, type SNSClient} from '@aws-sdk/client-sns';
import type {AlertMessage} from './message.ts';

/** A way to publish alerts to a topic; it throws where SNS does not take one. */
export function publishWith(sns: SNSClient, topicArn: string): (alert: AlertMessage) => Promise<void> {
	return async ({subject, message, attributes}) => {
		await sns.send(
			new PublishCommand({
				TopicArn: topicArn,
				Subject: subject,
				Message: message,
				MessageStructure: 'json',
				MessageAttributes: Object.fromEntries(
					Object.entries(attributes).map(([name, value]) => [name, {DataType: 'String', StringValue: value}]),
				),
			}),
		);
	};
}
