import type {Incident} from '#shared/model/incident.ts';
import type {TenantSettings} from '#shared/model/tenant.ts';
import {sweepIncident} from '#shared/projections/passing.ts';
import type {Store} from '#shared/store/client.ts';
import {writeIncident} from '#shared/store/incidents.ts';
import {attributionOf} from './snapshot.ts';
import {takenSince} from './taken.ts';
import type {ReadTraffic} from './traffic.ts';

/** What became of an incident. `conflict`: somebody else wrote it meanwhile; the next run sees it again. */
export type Outcome = 'unchanged' | 'changed' | 'resolved' | 'resent' | 'conflict';

/** An alert that was not sent so long after it came due is brought back to the stream. */
const RESEND_MS = 5 * 60_000;

function isOverdue({alertSequence, sentSequence, alertAt}: Incident, now: Date): boolean {
	return alertSequence > sentSequence && now.getTime() - Date.parse(alertAt) > RESEND_MS;
}

/**
 * What time and the mail that was taken meanwhile make of an incident that responses opened.
 *
 * @param elsewhere when a tenant met the same last, this one or another, ISO 8601
 */
export async function settled(
	incident: Incident,
	settings: TenantSettings,
	read: ReadTraffic,
	now: Date,
	elsewhere?: string,
): Promise<Incident | undefined> {
	if (incident.state === 'resolved') return undefined;
	const attribution = await attributionOf(read, incident, [incident.tenant], now);
	const since = await takenSince(read, incident, settings, now);
	const known: Incident = {
		...incident,
		...(attribution === undefined ? {} : {attribution}),
		...(since?.refusalRate === undefined ? {} : {refusalRate: since.refusalRate}),
	};
	const isNew = attribution !== undefined || since?.refusalRate !== undefined;
	return sweepIncident(known, settings, now, since?.taken, elsewhere) ?? (isNew ? known : undefined);
}

/**
 * Writes what an incident has become; where nothing changed, its alert goes out again if it was not sent.
 *
 * @param before undefined where it is new
 * @param changed undefined where nothing changed
 */
export async function settle(
	before: Incident | undefined,
	changed: Incident | undefined,
	store: Store<'Incidents'>,
	now: Date,
): Promise<Outcome> {
	if (changed !== undefined) {
		if (!(await writeIncident(store, changed))) return 'conflict';
		return changed.state === 'resolved' && before?.state !== 'resolved' ? 'resolved' : 'changed';
	}
	if (before === undefined || !isOverdue(before, now)) return 'unchanged';
	// A write of the same incident goes through the stream as any other does, and so to `notify`.
	return (await writeIncident(store, before)) ? 'resent' : 'conflict';
}
