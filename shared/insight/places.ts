import {type Traffic, UNNAMED} from './attribution.ts';
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
export function placesOf(domains: Traffic, microsoft365: ReadonlySet<string>) {
	return topOf(domains).map(({name, ...place}) => ({
		domain: name,
		...place,
		microsoft365: microsoft365.has(name) && providerOf(name) === undefined,
	}));
}

/** The Microsoft clusters behind an attribution. Pure. */
export function clusterPlacesOf(regions: Traffic) {
	return topOf(regions).map(({name, ...place}) => ({region: name, ...place}));
}

/** Blocks of one traffic with the deliveries of another. Pure. */
export function withDeliveries(blocks: Traffic, deliveries: Traffic): Traffic {
	const names = new Set([...blocks.keys(), ...deliveries.keys()]);
	return new Map(
		[...names].map((name) => [
			name,
			{blocked: blocks.get(name)?.blocked ?? 0, delivered: deliveries.get(name)?.delivered ?? 0},
		]),
	);
}
