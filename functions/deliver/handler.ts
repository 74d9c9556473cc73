import {SQSClient} from '@aws-sdk/client-sqs';
import type {Context, SQSBatchResponse, SQSEvent} from 'aws-lambda';
import {withLogContext} from '#functions/middleware/context.ts';
import {environment} from '#functions/middleware/environment.ts';
import {openOutgoing} from '#shared/outgoing/post.ts';
import {exemptHosts} from '#shared/outgoing/target.ts';
import {signingSecretReader} from '#shared/secrets/signing.ts';
import {openStore} from '#shared/store/client.ts';
import {deliverAll} from './deliver.ts';
import {ENV} from './env.ts';
import {openQueue} from './queue.ts';

const names = environment(ENV);
const now = () => new Date();
const deliverer = {
	store: openStore({Tenants: names.TENANTS_TABLE}),
	secretOf: signingSecretReader(names.SIGNING_SECRETS_PREFIX),
	queue: openQueue(new SQSClient({maxAttempts: 4}), names.ALERT_WEBHOOK_QUEUE_URL),
	post: openOutgoing({now, exempt: exemptHosts(process.env.ALERT_WEBHOOK_LOCAL_HOSTS)}),
	now,
	random: Math.random,
};

/** Alerts from the queue → the tenants' endpoints. */
export function handler(event: SQSEvent, context: Context): Promise<SQSBatchResponse> {
	return withLogContext({requestId: context.awsRequestId}, () => deliverAll(event.Records, deliverer));
}
