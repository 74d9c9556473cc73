import {SQSClient} from '@aws-sdk/client-sqs';
import middy from '@middy/core';
import type {APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2, Context, SNSEvent} from 'aws-lambda';
import {withLogContext} from '#functions/middleware/context.ts';
import {environment} from '#functions/middleware/environment.ts';
import {httpErrors} from '#functions/middleware/http-errors.ts';
import {openStore} from '#shared/store/client.ts';
import {readTenant, tenantOfTopic} from '#shared/store/tenants.ts';
import {answer} from './answer.ts';
import {within} from './deadline.ts';
import {ENV} from './env.ts';
import {fromTopic, isFromTopic} from './from-topic.ts';
import {sender} from './queue.ts';
import {type Deps, receive} from './receive.ts';
import {readRequest} from './request.ts';
import {snsHost} from './sns-host.ts';
import {Copies} from './tenants.ts';

/** Postmark does not say how long it waits; it is believed to be 10 seconds. */
const DEADLINE_MS = 4_500;

const names = environment(ENV);
const store = openStore({Tenants: names.TENANTS_TABLE});
const sqs = new SQSClient({
	maxAttempts: 2,
	requestHandler: {connectionTimeout: 1_000, requestTimeout: 2_000, throwOnRequestTimeout: true},
});
const now = () => new Date();

const deps: Deps = {
	now,
	...snsHost(process.env.SNS_CERTIFICATE_ORIGIN),
	tenants: {
		byId: new Copies((id) => readTenant(store, id), now),
		byTopic: new Copies((arn) => tenantOfTopic(store, arn), now),
	},
	queues: {work: sender(sqs, names.WORK_QUEUE_URL), quarantine: sender(sqs, names.QUARANTINE_QUEUE_URL)},
};

const fromHttp = middy<APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2>()
	.use(httpErrors(503))
	.handler(async (event) => answer(await within(DEADLINE_MS, receive(readRequest(event), deps))));

/** HTTP, or an SNS topic → the queues. */
export function handler(event: APIGatewayProxyEventV2 | SNSEvent, context: Context) {
	return withLogContext({requestId: context.awsRequestId}, () =>
		isFromTopic(event) ? fromTopic(event, deps) : fromHttp(event, context),
	);
}
