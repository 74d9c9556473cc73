import {receivedBy, senderOf} from '#shared/insight/same-receiver.ts';
import {hourBefore} from '#shared/insight/windows.ts';
import type {Incident} from '#shared/model/incident.ts';
import type {TenantSettings} from '#shared/model/tenant.ts';
import {isSilent, refusalRateOf, type Taken} from '#shared/projections/passing.ts';
import type {ReadTraffic} from './traffic.ts';

/** How much of the time while an incident went on is looked at for its refusal rate, in hours. */
const RATE_HOURS = 24;
const HOUR_MS = 3_600_000;

/** What is known of the mail after an incident's last response. */
export interface Since {
	readonly taken: Taken;
	/** Where it had to be looked up: it stays the same until there is another response. */
	readonly refusalRate?: number;
}

/**
 * What an incident's receiver took after its last response, in whole hours behind it; undefined before there is one,
 * and where it was not read. How much it refused before is read only when the answer may end the incident.
 */
export async function takenSince(
	read: ReadTraffic,
	incident: Incident,
	settings: TenantSettings,
	now: Date,
): Promise<Since | undefined> {
	const last = new Date(incident.lastSeenAt);
	const [from, to] = [hourBefore(last, -1), hourBefore(now, 0)];
	if (from > to) return undefined;
	const ip = senderOf(incident);
	const since = await read(incident.tenant, {ip, from, to});
	if (since === undefined) return undefined;
	const {delivered} = receivedBy(incident, since.domains, since.microsoft365);
	if (delivered === 0 || !isSilent(incident, settings, now)) return {taken: {delivered, chance: 1}};
	const known = incident.refusalRate;
	const rate = known ?? (await refusalRate(read, incident, ip, last));
	if (rate === undefined) return {taken: {delivered, chance: 1}};
	return {taken: {delivered, chance: (1 - rate) ** delivered}, ...(known === undefined ? {refusalRate: rate} : {})};
}

async function refusalRate(
	read: ReadTraffic,
	incident: Incident,
	ip: string | undefined,
	last: Date,
): Promise<number | undefined> {
	const opened = new Date(Math.max(Date.parse(incident.openedAt), last.getTime() - RATE_HOURS * HOUR_MS));
	const query = {ip, from: hourBefore(opened, 0), to: hourBefore(last, 0)};
	const before = await read(incident.tenant, query);
	if (before === undefined) return undefined;
	const {delivered, refused} = receivedBy(incident, before.domains, before.microsoft365);
	return refusalRateOf(refused, delivered);
}
