import {attribute, attributeClusters, trafficFrom} from '#shared/insight/attribution.ts';
import {clusterPlacesOf, placesOf} from '#shared/insight/places.ts';
import {firstBlocked, usualBlockRate} from '#shared/insight/usual-blocks.ts';
import {hourBefore} from '#shared/insight/windows.ts';
import type {TenantId} from '#shared/model/names.ts';
import type {CountedDimension} from '#shared/model/reputation.ts';
import type {Store} from '#shared/store/client.ts';
import {readHours} from '#shared/store/hours.ts';
import {readTraffic} from '#shared/store/traffic.ts';

/** What is usual is read from so many days before. */
const HISTORY_DAYS = 14;

export interface Sender {
	readonly dimension: CountedDimension;
	readonly value: string;
}

/**
 * Whose doing the blocks of a sender are, from its traffic between two hours, both included. It begins with the first hour
 * in which something was blocked: deliveries from before would count as evidence that the others took the mail meanwhile.
 *
 * An IP is looked at by itself. Recipients are not counted by sending domain: for a domain it is all the tenant's traffic.
 */
export async function attributionOf(
	store: Store<'Reputation'>,
	tenant: TenantId,
	sender: Sender,
	{from, to}: {readonly from: string; readonly to: string},
) {
	const before = (hours: number) => hourBefore(new Date(`${from}:00:00Z`), hours);
	const history = {from: before(HISTORY_DAYS * 24), to: before(1)};
	const hours = await readHours(store, tenant, {...sender, from: history.from, to});
	const since = firstBlocked(hours, {from, to}) ?? from;
	const usual = usualBlockRate(hours, history);
	const ip = sender.dimension === 'sending-ip' ? sender.value : undefined;
	const {domains, regions, microsoft365, partial = false} = await readTraffic(store, tenant, {ip, from: since, to});
	return {
		from: since,
		to,
		usual: usual ?? null,
		organizations: attribute(trafficFrom(domains), {microsoft365, ...(usual === undefined ? {} : {usual})}),
		clusters: attributeClusters(trafficFrom(regions), usual),
		places: placesOf(domains, microsoft365),
		clusterPlaces: clusterPlacesOf(regions),
		partial,
	};
}
