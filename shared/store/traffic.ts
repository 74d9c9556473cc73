import type {TenantId} from '#shared/model/names.ts';
import {type Counters, readSender} from '#shared/model/reputation.ts';
import type {Store} from './client.ts';
import {readLists} from './list-reading.ts';
import {countersFrom, type Sums, sum} from './sums.ts';

/** What senders did, by recipient domain and by Microsoft region. */
export interface SenderTraffic {
	readonly domains: Counters[];
	readonly regions: Counters[];
	/** Recipient domains that Microsoft 365 answered for, whoever the sender was. */
	readonly microsoft365: ReadonlySet<string>;
	/** There was more than could be read at once: the newest hours were read, and all counts are lower bounds. */
	readonly partial?: true;
}

/** Which traffic is wanted. */
export interface TrafficQuery {
	/** Only this sending IP; without one, all the tenant's mail. */
	readonly ip?: string | undefined;
	/** First and last hour, both included: "2026-03-02T12", UTC. */
	readonly from: string;
	readonly to: string;
}

/**
 * What one sending IP of a tenant, or all of them, did at each recipient domain and in each Microsoft region. At most
 * 50 MB are read, the newest first: some five million events. Of more than 50 senders in a webhook message the rarest
 * are not told apart, and are in no IP's figures.
 */
export async function readTraffic(
	store: Store<'Reputation'>,
	tenant: TenantId,
	{ip, from, to}: TrafficQuery,
): Promise<SenderTraffic> {
	const sums = {'recipient-domain': new Map(), region: new Map()} satisfies Record<string, Sums>;
	const microsoft365 = new Set<string>();
	const complete = await readLists(store, tenant, {dimensions: ['recipient-domain', 'region'], from, to}, (listed) => {
		const {dimension, value, metric, by} = listed;
		const sender = readSender(listed.sender);
		if (sender.microsoft365 && dimension === 'recipient-domain') microsoft365.add(value);
		if (ip === undefined || sender.ip === ip) sum(sums[dimension], value, metric, by);
	});
	return {
		domains: countersFrom('recipient-domain', sums['recipient-domain'], complete),
		regions: countersFrom('region', sums.region, complete),
		microsoft365,
		...(complete ? {} : {partial: true}),
	};
}
