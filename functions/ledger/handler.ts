import type {Context, SQSBatchResponse, SQSEvent} from 'aws-lambda';
import {withLogContext} from '#functions/middleware/context.ts';
import {environment} from '#functions/middleware/environment.ts';
import {classify} from '#shared/classify/classify.ts';
import {openStore} from '#shared/store/client.ts';
import {recordBatch} from './batch.ts';
import {ENV} from './env.ts';
import {record} from './record.ts';
import {settingsFrom} from './settings.ts';
import {troubleTeller} from './trouble.ts';

const names = environment(ENV);
const store = openStore({
	Tenants: names.TENANTS_TABLE,
	Facts: names.FACTS_TABLE,
	Suppressions: names.SUPPRESSIONS_TABLE,
	Reputation: names.REPUTATION_TABLE,
	Incidents: names.INCIDENTS_TABLE,
});
const now = () => new Date();
const settingsOf = settingsFrom(store, now);
const tellTrouble = troubleTeller(store, now);

/** Queue → tables. */
export function handler(event: SQSEvent, context: Context): Promise<SQSBatchResponse> {
	return withLogContext({requestId: context.awsRequestId}, () =>
		recordBatch(event.Records, {
			settingsOf,
			record: (chunks, settings) => record(chunks, settings, {store, classify, now, tellTrouble}),
		}),
	);
}
