import {SNSClient} from '@aws-sdk/client-sns';
import middy from '@middy/core';
import type {DynamoDBBatchResponse, DynamoDBStreamEvent} from 'aws-lambda';
import {withLogContext} from '#functions/middleware/context.ts';
import {environment} from '#functions/middleware/environment.ts';
import {openStore} from '#shared/store/client.ts';
import {ENV} from './env.ts';
import {notifyAll} from './notify.ts';
import {publishWith} from './publish.ts';

const names = environment(ENV);
const notifier = {
	store: openStore({Incidents: names.INCIDENTS_TABLE, Tenants: names.TENANTS_TABLE}),
	publish: publishWith(new SNSClient({maxAttempts: 4}), {
		alerts: names.ALERT_TOPIC_ARN,
		chat: process.env.CHAT_TOPIC_ARN,
	}),
	now: () => new Date(),
};

/** Incidents' stream → SNS. */
export const handler = middy<DynamoDBStreamEvent, DynamoDBBatchResponse>().handler((event, {awsRequestId}) =>
	withLogContext({requestId: awsRequestId}, () => notifyAll(event, notifier)),
);
