import middy from '@middy/core';
import type {ScheduledEvent} from 'aws-lambda';
import {withLogContext} from '#functions/middleware/context.ts';
import {environment} from '#functions/middleware/environment.ts';
import {openLookups} from '#shared/dns/lookups.ts';
import {dnsServers, WITNESS} from '#shared/dns/servers.ts';
import {readSpamhausKey} from '#shared/secrets/operator.ts';
import {openStore} from '#shared/store/client.ts';
import {ENV} from './env.ts';
import {type Gathered, gatherAll} from './gather.ts';

const names = environment(ENV);
const store = openStore({
	Incidents: names.INCIDENTS_TABLE,
	Tenants: names.TENANTS_TABLE,
	Facts: names.FACTS_TABLE,
	Reputation: names.REPUTATION_TABLE,
});
const servers = dnsServers(process.env.DNS_SERVERS);
// Servers that somebody chose may well know no other names than those that are asked.
const dns = servers.length === 0 ? {witness: WITNESS} : {servers};

/** Schedule → DNS → Incidents. */
export const handler = middy<ScheduledEvent, Gathered>().handler((_event, context) =>
	withLogContext({requestId: context.awsRequestId}, () =>
		gatherAll({
			store,
			openLookups: (deadline) => openLookups({...dns, deadline}),
			spamhausKey: () => readSpamhausKey(names.OPERATOR_SECRET),
			now: () => new Date(),
			remaining: () => context.getRemainingTimeInMillis(),
		}),
	),
);
