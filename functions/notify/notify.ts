import type {DynamoDBBatchResponse, DynamoDBRecord, DynamoDBStreamEvent} from 'aws-lambda';
import {withLogContext} from '#functions/middleware/context.ts';
import {log} from '#functions/middleware/log.ts';
import {alertSeverity} from '#shared/insight/incident-words.ts';
import {SEVERITIES} from '#shared/model/alert.ts';
import type {AlertLog} from '#shared/model/alert-log.ts';
import type {Incident} from '#shared/model/incident.ts';
import {isTenantId, type TenantId} from '#shared/model/names.ts';
import {settingsSchema, type TenantSettings} from '#shared/model/tenant.ts';
import {changeAlertLog} from '#shared/store/alert-log.ts';
import type {Store} from '#shared/store/client.ts';
import {markSent, readIncident, readIncidents} from '#shared/store/incidents.ts';
import {readTenant} from '#shared/store/tenants.ts';
import {type AlertName, type Turn, turnOf, withdrawn} from './ceiling.ts';
import {type AlertMessage, alertMessage} from './message.ts';

export interface Notifier {
	readonly store: Store<'Incidents' | 'Tenants'>;
	readonly publish: (alert: AlertMessage) => Promise<void>;
	readonly now: () => Date;
}

/** Whether the record itself already says that there is nothing to send: most do, every counted response is a change. */
function nothingDue({dynamodb}: DynamoDBRecord): boolean {
	const image = dynamodb?.NewImage;
	return image !== undefined && Number(image.alertSequence?.N) <= Number(image.sentSequence?.N);
}

const isDue = ({alertSequence, sentSequence}: Incident): boolean => alertSequence > sentSequence;

async function settingsOf(store: Store<'Tenants'>, tenant: TenantId): Promise<TenantSettings> {
	return (await readTenant(store, tenant))?.settings ?? settingsSchema.parse({});
}

/** Of alerts that were held back those that are still due: an incident may have been told, or gone, meanwhile. */
async function stillDue(store: Store<'Incidents'>, tenant: TenantId, held: readonly AlertName[]): Promise<Incident[]> {
	const ids = held.map(({id}) => id);
	const incidents = ids.length === 0 ? new Map<string, Incident>() : await readIncidents(store, tenant, ids);
	return ids.flatMap((id) => {
		const incident = incidents.get(id);
		return incident !== undefined && isDue(incident) ? [incident] : [];
	});
}

const gravity = (incident: Incident): number => SEVERITIES.indexOf(alertSeverity(incident));

/**
 * Publishes an alert whose place is claimed, with those that were held back: the gravest of all gives the message its
 * subject. Gives the incidents that it told of.
 */
async function publishNow(
	incident: Incident,
	{named, more}: Extract<Turn, {turn: 'publish'}>,
	{store, publish, now}: Notifier,
): Promise<Incident[]> {
	const {tenant, id, alertSequence: sequence} = incident;
	try {
		const due = [incident, ...(await stillDue(store, tenant, named))];
		const [first = incident, ...others] = due.toSorted((one, other) => gravity(one) - gravity(other));
		await publish(alertMessage(first, {named: others, more}));
		const {kind, alertState: state} = first;
		log.info('alert-published', {tenant, kind, state, sequence: first.alertSequence, heldBack: others.length});
		return due;
	} catch (fault) {
		const withdraw = (noted: AlertLog) => ({log: withdrawn(noted, {id, sequence}, named)});
		await changeAlertLog(store, tenant, now(), withdraw);
		throw fault;
	}
}

/**
 * Publishes the alert that an incident is due, and notes that it was sent. What counts is the incident as it is now: an
 * alert that was sent meanwhile is not sent again. A crash between publishing and noting repeats an alert, none is lost:
 * what the tenant's ceiling holds back stays due, and the sweep brings it here again.
 */
async function notifyOf(record: DynamoDBRecord, notifier: Notifier): Promise<void> {
	const {store, now} = notifier;
	const tenant = record.dynamodb?.Keys?.tenant?.S;
	const id = record.dynamodb?.Keys?.id?.S;
	if (tenant === undefined || id === undefined || !isTenantId(tenant) || nothingDue(record)) return;
	const incident = await readIncident(store, tenant, id);
	if (incident === undefined || !isDue(incident)) return;
	const {kind, alertSequence: sequence} = incident;
	const {mutedKinds, alertsPerHour} = await settingsOf(store, tenant);
	if (mutedKinds.includes(kind)) {
		await markSent(store, incident, sequence);
		return;
	}
	const {turn} = await changeAlertLog(store, tenant, now(), (noted) =>
		turnOf(noted, {id, sequence}, alertsPerHour, now()),
	);
	if (turn.turn === 'publish') {
		const told = await publishNow(incident, turn, notifier);
		await Promise.all(told.map((each) => markSent(store, each, each.alertSequence)));
		return;
	}
	log.info(turn.turn === 'hold' ? 'alert-held-back' : 'alert-claimed', {tenant, kind, sequence});
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
