import {attribute, attributeClusters, type Traffic, trafficFrom} from '#shared/insight/attribution.ts';
import {clusterPlacesOf, placesOf, withDeliveries} from '#shared/insight/places.ts';
import type {Category} from '#shared/model/category.ts';
import type {TenantId} from '#shared/model/names.ts';
import type {Store} from '#shared/store/client.ts';
import {readTraffic} from '#shared/store/traffic.ts';

/** Which blocks are looked at. */
export interface Blocks {
	/** Of this sending IP; of all mail without one. */
	readonly ip?: string | undefined;
	/** First and last hour, both included. */
	readonly from: string;
	readonly to: string;
	/** Only these; else all that stop the sender, the message or an organization's mail. */
	readonly categories?: ReadonlySet<Category>;
	/** Only at these recipient domains. */
	readonly isMeant?: (domain: string) => boolean;
	/** The part of its messages that the sender has blocked in quiet times. */
	readonly usual?: number | undefined;
}

const some = (traffic: Traffic, of: 'blocked' | 'delivered'): boolean =>
	[...traffic.values()].some((place) => place[of] > 0);

/**
 * Whose doing some blocks are, from the traffic of their time, by organization and by Microsoft cluster.
 *
 * Some ESPs (Postmark) do not say which IP delivered: where an IP has blocks and not one delivery, the deliveries of all
 * mail are its counter-evidence, and `deliveriesOf` says so.
 */
export async function attributionOf(store: Store<'Reputation'>, tenant: TenantId, blocks: Blocks) {
	const {ip, from, to, categories, isMeant, usual} = blocks;
	const read = async (sender: string | undefined) => {
		const {domains, regions, microsoft365, partial = false} = await readTraffic(store, tenant, {ip: sender, from, to});
		return {
			domains: trafficFrom(domains, categories),
			regions: trafficFrom(regions, categories),
			microsoft365,
			partial,
		};
	};
	const own = await read(ip);
	const undelivered = ip !== undefined && some(own.domains, 'blocked') && !some(own.domains, 'delivered');
	const all = undelivered ? await read(undefined) : own;
	const meant: Traffic = new Map(
		[...withDeliveries(own.domains, all.domains)].map(([domain, place]) => [
			domain,
			isMeant === undefined || isMeant(domain) ? place : {...place, blocked: 0},
		]),
	);
	const clusters = withDeliveries(own.regions, all.regions);
	const {microsoft365} = own;
	return {
		from,
		to,
		deliveriesOf: ip === undefined || undelivered ? ('all' as const) : ('ip' as const),
		organizations: attribute(meant, {microsoft365, ...(usual === undefined ? {} : {usual})}),
		clusters: attributeClusters(clusters, usual),
		places: placesOf(meant, microsoft365),
		clusterPlaces: clusterPlacesOf(clusters),
		partial: own.partial || all.partial,
	};
}
