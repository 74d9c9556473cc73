import middy from '@middy/core';
import type {ScheduledEvent} from 'aws-lambda';
import {withLogContext} from '#functions/middleware/context.ts';
import {environment} from '#functions/middleware/environment.ts';
import {openLookups} from '#shared/dns/lookups.ts';
import {dnsServers} from '#shared/dns/servers.ts';
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

/** Schedule → DNS → Incidents. */
export const handler = middy<ScheduledEvent, Gathered>().handler((_event, context) =>
	withLogContext({requestId: context.awsRequestId}, () =>
		gatherAll({
			store,
			openLookups: (deadline) => openLookups({servers, deadline}),
			spamhausKey: () => readSpamhausKey(names.OPERATOR_SECRET),
			now: () => new Date(),
			remaining: () => context.getRemainingTimeInMillis(),
		}),
	),
);
