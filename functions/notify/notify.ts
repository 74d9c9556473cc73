import type {DynamoDBBatchResponse, DynamoDBRecord, DynamoDBStreamEvent} from 'aws-lambda';
import {withLogContext} from '#functions/middleware/context.ts';
import {log} from '#functions/middleware/log.ts';
import {isTenantId} from '#shared/model/names.ts';
import type {Store} from '#shared/store/client.ts';
import {markSent, readIncident} from '#shared/store/incidents.ts';
import {type AlertMessage, alertMessage} from './message.ts';

export interface Notifier {
	readonly store: Store<'Incidents'>;
	readonly publish: (alert: AlertMessage) => Promise<void>;
}

/** Whether the record itself already says that there is nothing to send: most do, every counted response is a change. */
function nothingDue({dynamodb}: DynamoDBRecord): boolean {
	const image = dynamodb?.NewImage;
	return image !== undefined && Number(image.alertSequence?.N) <= Number(image.sentSequence?.N);
}

/**
 * Publishes the alert that an incident is due, and notes that it was sent. What counts is the incident as it is now: an
 * alert that was sent meanwhile is not sent again. A crash between publishing and noting repeats an alert, none is lost.
 */
async function notifyOf(record: DynamoDBRecord, {store, publish}: Notifier): Promise<void> {
	const tenant = record.dynamodb?.Keys?.tenant?.S;
	const id = record.dynamodb?.Keys?.id?.S;
	if (tenant === undefined || id === undefined || !isTenantId(tenant) || nothingDue(record)) return;
	const incident = await readIncident(store, tenant, id);
	if (incident === undefined || incident.alertSequence <= incident.sentSequence) return;
	const alert = alertMessage(incident);
	await publish(alert);
	await markSent(store, incident, incident.alertSequence);
	log.info('alert-published', {...alert.attributes, sequence: incident.alertSequence});
}

/**
 * Incidents' stream → SNS. A record that fails does not hold up the others of its batch; Lambda goes back to the first
 * that failed, and those after it are seen again, when they have nothing to send any more.
 */
export async function notifyAll({Records}: DynamoDBStreamEvent, notifier: Notifier): Promise<DynamoDBBatchResponse> {
	const failed: string[] = [];
	for (const record of Records) {
		const itemIdentifier = record.dynamodb?.SequenceNumber ?? '';
		await withLogContext({recordId: itemIdentifier}, async () => {
			try {
				await notifyOf(record, notifier);
			} catch (fault) {
				log.error('alert-failed', fault);
				failed.push(itemIdentifier);
			}
		});
	}
	return {batchItemFailures: failed.map((itemIdentifier) => ({itemIdentifier}))};
}
