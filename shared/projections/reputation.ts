import type {Fact} from '#shared/model/fact.ts';
import {domainOf, isDomain, isIpAddress} from '#shared/model/names.ts';
import {type Count, DIMENSIONS, type Dimension, type Metric, senderName, type Tally} from '#shared/model/reputation.ts';

/** Microsoft's clusters: "EUR05", "NAM12". */
const region = /^[A-Z0-9-]{2,20}$/;
/** The values stand in table keys, which are bounded in bytes. */
const LONGEST = 255;

/** So many sending IPs and as many sending domains of one webhook message are counted apart. */
const MAX_SENDERS = 45;
const OTHER = '(other)';

type RegionOf = (fact: Fact) => string | undefined;
/** What a fact counts for in one dimension. */
type Value = Pick<Count, 'dimension' | 'value' | 'sender'>;

/** What a fact counts for in each dimension. `all` is not among them: it is the sum of the ESPs. */
function valuesOf(fact: Fact, regionOf: RegionOf, isMicrosoft365: (fact: Fact) => boolean): Value[] {
	const {event, senderIp} = fact;
	const ip = senderIp !== null && isIpAddress(senderIp) ? senderIp : undefined;
	const name = regionOf(fact);
	const at = name !== undefined && region.test(name) ? name : undefined;
	const sender = senderName(ip, at !== undefined && isMicrosoft365(fact));
	const found: readonly (readonly [Dimension, string | undefined, string?])[] = [
		['esp', event.esp],
		['sending-ip', ip],
		['sending-domain', bounded(event.sendingDomain)],
		['recipient-domain', bounded(domainOf(event.recipient)), sender],
		['region', at, sender],
	];
	return found.flatMap(([dimension, value, by]) =>
		value === undefined ? [] : [{dimension, value, ...(by === undefined ? {} : {sender: by})}],
	);
}

const bounded = (domain: string | undefined): string | undefined =>
	domain !== undefined && isDomain(domain) && domain.length <= LONGEST ? domain : undefined;

/** The counters that a fact moves. A delivery moves none: deliveries are tallied. */
export function countsOf(fact: Fact): Count[] {
	const metric = metricOf(fact);
	if (metric === undefined) return [];
	const hour = hourOf(fact);
	return valuesOf(
		fact,
		({classification}) => classification?.tokens.region,
		({classification}) => classification?.source === 'exchange-online',
	).map((value) => ({...value, hour, metric, by: 1}));
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
	return [...hours].flatMap(([hour, byId]) => {
		const [first] = byId.values();
		if (first === undefined) return [];
		const values = [...byId.values()].flatMap((delivery) => valuesOf(delivery, regionOf, () => true));
		return [
			{
				ids: [...byId.values()].map(({id}) => id).sort(),
				tenant: first.tenant,
				hour,
				counts: fewer(summed(values, hour)),
			},
		];
	});
}

/** One count for each value and sender, dimension after dimension. */
function summed(values: readonly Value[], hour: string): Count[] {
	const sums = new Map<string, Count>();
	for (const value of values) {
		const name = `${value.dimension} ${value.value} ${value.sender ?? ''}`;
		sums.set(name, {...value, hour, metric: 'delivered', by: 1 + (sums.get(name)?.by ?? 0)});
	}
	return [...sums.values()];
}

/** The rarest senders counted together, where there are more than one transaction can hold. */
function fewer(counts: readonly Count[]): Count[] {
	return DIMENSIONS.flatMap((dimension) => {
		const some = counts.filter((count) => count.dimension === dimension);
		if (dimension !== 'sending-ip' && dimension !== 'sending-domain') return some;
		some.sort((one, other) => other.by - one.by);
		const [first, ...rest] = some.splice(MAX_SENDERS);
		if (first === undefined) return some;
		return [...some, {...first, value: OTHER, by: rest.reduce((sum, {by}) => sum + by, first.by)}];
	});
}
