import type {SQSBatchResponse, SQSRecord} from 'aws-lambda';
import {withLogContext} from '#functions/middleware/context.ts';
import {log} from '#functions/middleware/log.ts';
import type {AlertWebhook} from '#shared/model/alert-webhook.ts';
import type {Post} from '#shared/outgoing/post.ts';
import {messageId} from '#shared/outgoing/sign.ts';
import type {SigningSecrets} from '#shared/secrets/signing.ts';
import {changeAlertWebhook} from '#shared/store/alert-webhooks.ts';
import type {Store} from '#shared/store/client.ts';
import {readTenant} from '#shared/store/tenants.ts';
import {type Alert, type Delivery, readLetter} from './letter.ts';
import type {Queue} from './queue.ts';
import {waitAfter} from './retries.ts';
import {afterFailure, afterSuccess} from './standing.ts';

/** What a batch is delivered with. */
export interface Deliverer {
	readonly store: Store<'Tenants'>;
	readonly secretOf: SigningSecrets['read'];
	readonly queue: Queue;
	readonly post: Post;
	readonly now: () => Date;
	/** From 0 to 1. */
	readonly random: () => number;
}

/**
 * Works off a batch of the queue: an alert becomes a delivery for each of its tenant's endpoints, a delivery is posted. One
 * that an endpoint did not take is named in the answer, and comes back when its wait is over; a fault of ours comes back as the
 * queue has it, and in the end among the undelivered.
 */
export async function deliverAll(records: readonly SQSRecord[], deliverer: Deliverer): Promise<SQSBatchResponse> {
	const work = records.map((record) =>
		withLogContext({messageId: record.messageId}, async () => {
			try {
				return await deliverRecord(record, deliverer);
			} catch (fault) {
				log.error('alert-webhook-failed', fault);
				return false;
			}
		}),
	);
	const done = await Promise.all(work);
	const failed = records.filter((_, index) => done[index] !== true);
	return {batchItemFailures: failed.map(({messageId: itemIdentifier}) => ({itemIdentifier}))};
}

/** @returns whether the message is done with */
async function deliverRecord(record: SQSRecord, deliverer: Deliverer): Promise<boolean> {
	const letter = readLetter(record.body);
	if (letter === undefined) throw new Error('neither an alert nor a delivery');
	if ('delivery' in letter) return deliver(letter.delivery, record, deliverer);
	await fanOut(letter.alert, record.body, deliverer);
	return true;
}

/** Whether an endpoint is to get an alert: for its own kind, or for that of one which it tells besides. */
const wants = ({disabledAt, kinds}: AlertWebhook, {incident, heldBack}: Alert): boolean =>
	disabledAt === undefined &&
	(kinds?.some((kind) => [incident, ...heldBack.named].some((one) => one.kind === kind)) ?? true);

/** A delivery for each endpoint that wants it. Where it breaks off and is done again, all have the names that they had. */
async function fanOut(alert: Alert, body: string, {store, queue}: Deliverer): Promise<void> {
	const {incident, sequence} = alert;
	const {tenant: id, episode} = incident;
	const tenant = await readTenant(store, id);
	if (tenant === undefined || tenant.disabled) return;
	const wanting = tenant.alertWebhooks.filter((webhook) => wants(webhook, alert));
	await Promise.all(
		wanting.map(({id: endpoint}) =>
			queue.send({tenant: id, endpoint, id: messageId(id, incident.id, episode, sequence, endpoint), body}),
		),
	);
	if (wanting.length > 0) log.info('alert-webhooks-queued', {tenant: id, endpoints: wanting.length});
}

async function deliver(delivery: Delivery, record: SQSRecord, deliverer: Deliverer): Promise<boolean> {
	const {tenant: id, endpoint} = delivery;
	const {store, now} = deliverer;
	const tenant = await readTenant(store, id);
	const webhook = tenant?.alertWebhooks.find((one) => one.id === endpoint);
	if (tenant === undefined || tenant.disabled || webhook === undefined || webhook.disabledAt !== undefined) {
		log.info('alert-webhook-skipped', {tenant: id, endpoint});
		return true;
	}
	const secret = await deliverer.secretOf(id, endpoint);
	if (secret === undefined) throw new Error('an endpoint has no signing secret');
	const came = await deliverer.post({url: webhook.url, secret, id: delivery.id, body: delivery.body});
	// Received once more for a fault of ours, it has one attempt less: that costs a wait, not the message.
	const attempt = Number(record.attributes.ApproximateReceiveCount);
	const {status, words, milliseconds} = came;
	const fields = {tenant: id, endpoint, attempt, status, words, milliseconds};
	if (came.delivered) {
		log.info('alert-webhook-delivered', fields);
		if (afterSuccess(webhook) !== webhook) await changeAlertWebhook(store, id, endpoint, afterSuccess);
		return true;
	}
	const wait = waitAfter(attempt, deliverer.random());
	const fail = (one: AlertWebhook) => afterFailure(one, {at: now(), status, words, last: wait === undefined});
	const failing = fail(webhook) === webhook ? webhook : await changeAlertWebhook(store, id, endpoint, fail);
	if (failing === undefined || failing.disabledAt !== undefined) {
		log.warn('alert-webhook-disabled', fields);
		return true;
	}
	if (wait === undefined) {
		log.warn('alert-webhook-dropped', fields);
		return true;
	}
	log.info('alert-webhook-waits', {...fields, wait});
	await deliverer.queue.later(record.receiptHandle, wait);
	return false;
}
