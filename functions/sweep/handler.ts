import middy from '@middy/core';
import type {ScheduledEvent} from 'aws-lambda';
import {withLogContext} from '#functions/middleware/context.ts';
import {environment} from '#functions/middleware/environment.ts';
import {openStore} from '#shared/store/client.ts';
import {ENV} from './env.ts';
import {type Swept, sweepAll} from './sweep.ts';
import type {Looked} from './turns.ts';

const names = environment(ENV);
const store = openStore({
	Incidents: names.INCIDENTS_TABLE,
	Tenants: names.TENANTS_TABLE,
	Reputation: names.REPUTATION_TABLE,
});
const looked: Looked = new Map();

/** Schedule, Reputation → Incidents. */
export const handler = middy<ScheduledEvent, Swept>().handler((_event, context) =>
	withLogContext({requestId: context.awsRequestId}, () =>
		sweepAll({store, now: () => new Date(), remaining: () => context.getRemainingTimeInMillis(), looked}),
	),
);
