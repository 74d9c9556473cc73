import type {Fact} from '#shared/model/fact.ts';
import {domainOf, isDomain, isIpAddress} from '#shared/model/names.ts';
import type {Count, Dimension, Metric, Tally} from '#shared/model/reputation.ts';

/** Microsoft's clusters: "EUR05", "NAM12". */
const region = /^[A-Z0-9-]{2,20}$/;
/** The values stand in table keys, which are bounded in bytes. */
const LONGEST = 255;

/** So many sending IPs and as many sending domains of one webhook message are counted apart. */
const MAX_SENDERS = 45;
const OTHER = '(other)';

type ValueOf = (fact: Fact) => string | undefined;
type RegionOf = (fact: Fact) => string | undefined;

/** What a fact counts for in each dimension. `all` is not among them: it is the sum of the ESPs. */
function values(regionOf: RegionOf): readonly (readonly [Dimension, ValueOf])[] {
	return [
		['esp', ({event}) => event.esp],
		['sending-ip', ({senderIp}) => (senderIp !== null && isIpAddress(senderIp) ? senderIp : undefined)],
		['sending-domain', ({event}) => bounded(event.sendingDomain)],
		['recipient-domain', ({event}) => bounded(domainOf(event.recipient))],
		[
			'region',
			(fact) => {
				const name = regionOf(fact);
				return name !== undefined && region.test(name) ? name : undefined;
			},
		],
	];
}

const bounded = (domain: string | undefined): string | undefined =>
	domain !== undefined && isDomain(domain) && domain.length <= LONGEST ? domain : undefined;

const FACT_VALUES = values(({classification}) => classification?.tokens.region);

/** The counters that a fact moves. A delivery moves none: deliveries are tallied. */
export function countsOf(fact: Fact): Count[] {
	const metric = metricOf(fact);
	if (metric === undefined) return [];
	const hour = hourOf(fact);
	return FACT_VALUES.flatMap(([dimension, read]) => {
		const value = read(fact);
		return value === undefined ? [] : [{dimension, value, hour, metric, by: 1}];
	});
}

const hourOf = (fact: Fact): string => fact.occurredAt.slice(0, 13);

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

/**
 * The deliveries of one webhook message, counted together for each hour in which they happened. Each delivery counts
 * once, however often the message has it.
 *
 * @param regionOf the Microsoft region that a delivery's response names, if any
 */
export function talliesOf(deliveries: readonly Fact[], regionOf: RegionOf): Tally[] {
	const hours = new Map<string, Map<string, Fact>>();
	for (const delivery of deliveries) {
		const hour = hours.get(hourOf(delivery)) ?? new Map<string, Fact>();
		hours.set(hourOf(delivery), hour.set(delivery.id, delivery));
	}
	const read = values(regionOf);
	return [...hours].flatMap(([hour, byId]) => {
		const [first, ...rest] = byId.values();
		if (first === undefined) return [];
		const counts = read.flatMap(([dimension, value]) => tallied([first, ...rest], dimension, value, hour));
		return [{ids: [...byId.values()].map(({id}) => id).sort(), tenant: first.tenant, hour, counts}];
	});
}

function tallied(deliveries: readonly Fact[], dimension: Dimension, read: ValueOf, hour: string): Count[] {
	const sums = new Map<string, number>();
	for (const delivery of deliveries) {
		const value = read(delivery);
		if (value !== undefined) sums.set(value, (sums.get(value) ?? 0) + 1);
	}
	const counts: Count[] = [...sums].map(([value, by]) => ({dimension, value, hour, metric: 'delivered', by}));
	return dimension === 'sending-ip' || dimension === 'sending-domain' ? fewer(counts) : counts;
}

/** The rarest counted together, where there are more than one transaction can hold. */
function fewer(counts: Count[]): Count[] {
	counts.sort((one, other) => other.by - one.by);
	const [first, ...rest] = counts.splice(MAX_SENDERS);
	if (first === undefined) return counts;
	return [...counts, {...first, value: OTHER, by: rest.reduce((sum, {by}) => sum + by, first.by)}];
}
