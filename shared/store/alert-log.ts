import {ConditionalCheckFailedException} from '@aws-sdk/client-dynamodb';
import {GetCommand, PutCommand} from '@aws-sdk/lib-dynamodb';
import {type AlertLog, alertLogSchema} from '#shared/model/alert-log.ts';
import type {TenantId} from '#shared/model/names.ts';
import {pause} from './back-off.ts';
import type {Store} from './client.ts';
import {parseItem} from './parse.ts';
import {unchanged} from './version.ts';

/** Behind the ids of all incidents, whose listings end before it. */
const ID = '~alerts';
/** A log that nobody writes any more says nothing: what it held back is still due in the incidents themselves. */
const KEPT_S = 2 * 86_400;

const MAX_ATTEMPTS = 8;

const EMPTY: AlertLog = {sent: [], heldBack: [], version: 0};

/** What a tenant was told lately and what was held back; an empty log where there is none. Read consistently. */
export async function readAlertLog(store: Store<'Incidents'>, tenant: TenantId): Promise<AlertLog> {
	const {Item} = await store.client.send(
		new GetCommand({TableName: store.tables.Incidents, Key: {tenant, id: ID}, ConsistentRead: true}),
	);
	return Item === undefined ? EMPTY : parseItem('Incidents', alertLogSchema, Item);
}

/**
 * Writes a changed log as the version after the one it was read with.
 *
 * @returns false where somebody else has written it meanwhile: read it again
 */
export async function writeAlertLog(
	store: Store<'Incidents'>,
	tenant: TenantId,
	log: AlertLog,
	now: Date,
): Promise<boolean> {
	const expiresAt = Math.floor(now.getTime() / 1000) + KEPT_S;
	try {
		await store.client.send(
			new PutCommand({
				TableName: store.tables.Incidents,
				Item: {...log, tenant, id: ID, version: log.version + 1, expiresAt},
				...unchanged(log.version),
			}),
		);
		return true;
	} catch (fault) {
		if (fault instanceof ConditionalCheckFailedException) return false;
		throw fault;
	}
}

/**
 * Changes a tenant's log by a function of what it is, again where somebody else was quicker.
 *
 * @param change gives the changed log, or none where it stays as it is, and anything else that the caller wants to know
 * @throws Error where others keep writing it
 */
export async function changeAlertLog<Result extends {readonly log?: AlertLog}>(
	store: Store<'Incidents'>,
	tenant: TenantId,
	now: Date,
	change: (log: AlertLog) => Result,
): Promise<Result> {
	for (let attempt = 1; attempt <= MAX_ATTEMPTS; attempt += 1) {
		const result = change(await readAlertLog(store, tenant));
		if (result.log === undefined || (await writeAlertLog(store, tenant, result.log, now))) return result;
		await pause(attempt);
	}
	throw new Error(`Incidents: the log of alerts could not be written in ${MAX_ATTEMPTS} attempts`);
}
