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
	store: openStore({Incidents: names.INCIDENTS_TABLE}),
	publish: publishWith(new SNSClient({maxAttempts: 4}), names.ALERT_TOPIC_ARN),
};

/** Incidents' stream → SNS. */
export const handler = middy<DynamoDBStreamEvent, DynamoDBBatchResponse>().handler((event, {awsRequestId}) =>
	withLogContext({requestId: awsRequestId}, () => notifyAll(event, notifier)),
);
