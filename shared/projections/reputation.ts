import type {Fact} from '#shared/model/fact.ts';
import {domainOf, isDomain, isIpAddress} from '#shared/model/names.ts';
import type {Count, Dimension, Metric, Tally} from '#shared/model/reputation.ts';

/** So many sending IPs and domains of one tally are counted one by one; further ones together. */
const MAX_VALUES = 45;
const OTHER = '(other)';

/** Microsoft's clusters: "EUR05", "NAM12". */
const region = /^[A-Z0-9-]{2,20}$/;

/**
 * The counters that a fact moves. `all` is not among them: it is the sum of the ESPs. A delivery moves none: deliveries
 * are tallied.
 */
export function countsOf(fact: Fact): Count[] {
	const metric = metricOf(fact);
	if (metric === undefined) return [];
	const {event, classification} = fact;
	const regionName = classification?.tokens.region;
	const values: [Dimension, string | undefined][] = [
		['esp', event.esp],
		['sending-ip', fact.senderIp !== null && isIpAddress(fact.senderIp) ? fact.senderIp : undefined],
		[
			'sending-domain',
			event.sendingDomain !== undefined && isDomain(event.sendingDomain) ? event.sendingDomain : undefined,
		],
		['recipient-domain', domainOf(event.recipient)],
		['region', regionName !== undefined && region.test(regionName) ? regionName : undefined],
	];
	const hour = fact.occurredAt.slice(0, 13);
	return values.flatMap(([dimension, value]) => (value === undefined ? [] : [{dimension, value, hour, metric, by: 1}]));
}

function metricOf({event, classification}: Fact): Metric | undefined {
	switch (event.kind) {
		case 'bounce':
			return `bounced.${classification?.category ?? 'unknown'}`;
		case 'deferral':
			return `deferred.${classification?.category ?? 'unknown'}`;
		case 'complaint':
			return 'complained';
		case 'unsubscribe':
			return 'unsubscribed';
		case 'delivery':
			return undefined;
	}
}

/** The counters that a tally moves; recipient domains and regions are read out of the tally itself. */
export function countsOfTally(tally: Tally): Count[] {
	const delivered = (dimension: Dimension, counts: ReadonlyMap<string, number>): Count[] =>
		[...topOf(counts)].map(([value, by]) => ({dimension, value, hour: tally.hour, metric: 'delivered', by}));
	return [
		...delivered('esp', new Map([[tally.esp, tally.total]])),
		...delivered('sending-ip', tally.sendingIps),
		...delivered('sending-domain', tally.sendingDomains),
	];
}

function topOf(counts: ReadonlyMap<string, number>): ReadonlyMap<string, number> {
	if (counts.size <= MAX_VALUES) return counts;
	const sorted = [...counts].sort(([, one], [, other]) => other - one);
	const others = sorted.slice(MAX_VALUES).reduce((sum, [, count]) => sum + count, 0);
	return new Map([...sorted.slice(0, MAX_VALUES), [OTHER, others]]);
}

/**
 * The deliveries of one webhook message, counted together for each hour in which they happened. Each delivery counts
 * once, however often the message has it.
 *
 * @param regionOf the Microsoft region that a delivery's response names, if any
 */
export function talliesOf(deliveries: readonly Fact[], regionOf: (delivery: Fact) => string | undefined): Tally[] {
	const hours = new Map<string, Map<string, Fact>>();
	for (const delivery of deliveries) {
		const hour = delivery.occurredAt.slice(0, 13);
		hours.set(hour, (hours.get(hour) ?? new Map()).set(delivery.id, delivery));
	}
	return [...hours].flatMap(([hour, byId]) => {
		const [first, ...rest] = byId.values();
		return first === undefined ? [] : [tallyOf(first, [first, ...rest], hour, regionOf)];
	});
}

function tallyOf(
	{tenant, event}: Fact,
	deliveries: readonly Fact[],
	hour: string,
	regionOf: (delivery: Fact) => string | undefined,
): Tally {
	const named = (delivery: Fact): string | undefined => {
		const name = regionOf(delivery);
		return name !== undefined && region.test(name) ? name : undefined;
	};
	return {
		ids: deliveries.map(({id}) => id).sort(),
		tenant,
		esp: event.esp,
		hour,
		total: deliveries.length,
		sendingIps: tallied(deliveries, ({senderIp}) =>
			senderIp !== null && isIpAddress(senderIp) ? senderIp : undefined,
		),
		sendingDomains: tallied(deliveries, ({event: {sendingDomain}}) => sendingDomain),
		recipientDomains: tallied(deliveries, ({event: {recipient}}) => domainOf(recipient)),
		regions: tallied(deliveries, named),
	};
}

function tallied(deliveries: readonly Fact[], read: (delivery: Fact) => string | undefined): Map<string, number> {
	const counts = new Map<string, number>();
	for (const delivery of deliveries) {
		const value = read(delivery);
		if (value !== undefined) counts.set(value, (counts.get(value) ?? 0) + 1);
	}
	return counts;
}
