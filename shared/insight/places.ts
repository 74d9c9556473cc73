import type {Counters} from '#shared/model/reputation.ts';
import {type Traffic, trafficFrom, UNNAMED} from './attribution.ts';
import {providerOf} from './providers.ts';

/** Places that are shown one by one. */
const MAX_PLACES = 50;

/** The most blocked places, then those that took most mail; at most 50, without those that were not told one by one. */
function topOf(traffic: Traffic): {name: string; blocked: number; delivered: number}[] {
	return [...traffic]
		.filter(([name, {blocked, delivered}]) => name !== UNNAMED && blocked + delivered > 0)
		.map(([name, {blocked, delivered}]) => ({name, blocked, delivered}))
		.sort(
			(one, other) =>
				other.blocked - one.blocked || other.delivered - one.delivered || (one.name < other.name ? -1 : 1),
		)
		.slice(0, MAX_PLACES);
}

/** The recipient domains behind an attribution; Outlook.com's own are not Microsoft 365. Pure. */
export function placesOf(domains: readonly Counters[], microsoft365: ReadonlySet<string>) {
	return topOf(trafficFrom(domains)).map(({name, ...place}) => ({
		domain: name,
		...place,
		microsoft365: microsoft365.has(name) && providerOf(name) === undefined,
	}));
}

/** The Microsoft clusters behind an attribution. Pure. */
export function clusterPlacesOf(regions: readonly Counters[]) {
	return topOf(trafficFrom(regions)).map(({name, ...place}) => ({region: name, ...place}));
}
