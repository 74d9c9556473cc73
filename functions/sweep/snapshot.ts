import {attribute, trafficFrom} from '#shared/insight/attribution.ts';
import {CATEGORIES_OF, mayBeOf, senderOf} from '#shared/insight/same-receiver.ts';
import {type Place, RULE} from '#shared/insight/spread.ts';
import {hourBefore} from '#shared/insight/windows.ts';
import {type Incident, type IncidentAttribution, isBan} from '#shared/model/incident.ts';
import type {TenantId} from '#shared/model/names.ts';
import type {ReadTraffic} from './traffic.ts';

/** An hour's responses may change the answer; the days before say the same as they did. */
const FRESH_HOURS = 1;
const LONGEST_HOURS = 72;
const HOUR_MS = 3_600_000;

/**
 * Whose doing the blocks of an incident are, looked at again when it is an hour old and responses came since; undefined
 * where there is nothing new to say. Only deliveries of the incident's own time count: those from before it would speak
 * for all who block now.
 *
 * @param tenants whose traffic it is about
 */
export async function attributionOf(
	read: ReadTraffic,
	incident: Incident,
	tenants: readonly TenantId[],
	now: Date,
): Promise<IncidentAttribution | undefined> {
	const {kind, count, lastSeenAt, openedAt, attribution} = incident;
	if (!isBan(incident) || count < RULE.leastBlocks) return undefined;
	const hours = attribution === undefined ? Infinity : (now.getTime() - Date.parse(attribution.at)) / HOUR_MS;
	if (attribution !== undefined && (hours < FRESH_HOURS || lastSeenAt <= attribution.at)) return undefined;
	const opened = Math.max(Date.parse(openedAt), now.getTime() - LONGEST_HOURS * HOUR_MS);
	const query = {ip: senderOf(incident), from: hourBefore(new Date(opened), 0), to: hourBefore(now, 0)};
	const places = new Map<string, Place>();
	const microsoft365 = new Set<string>();
	for (const tenant of tenants) {
		const traffic = await read(tenant, query);
		if (traffic === undefined) return undefined;
		for (const domain of traffic.microsoft365) microsoft365.add(domain);
		for (const [domain, {blocked, delivered}] of trafficFrom(traffic.domains, new Set(CATEGORIES_OF[kind]))) {
			const before = places.get(domain) ?? {blocked: 0, delivered: 0};
			// Microsoft's two services ban apart: the other one's blocks are another incident's.
			const own = mayBeOf(incident, domain) ? blocked : 0;
			places.set(domain, {blocked: before.blocked + own, delivered: before.delivered + delivered});
		}
	}
	const {verdict, confident, words, follows, figures} = attribute(places, {microsoft365});
	if (figures.blocked < RULE.leastBlocks) return undefined;
	return {at: now.toISOString(), verdict, confident, words, follows};
}
