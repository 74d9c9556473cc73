import {respond} from '#functions/api/respond.ts';
import type {Means} from '#functions/api/route.ts';
import {ROUTES} from '#functions/api/routes.ts';
import {newApiKey} from '#shared/authenticate/api-key.ts';
import {hashSecret} from '#shared/authenticate/secret.ts';
import {classify} from '#shared/classify/classify.ts';
import type {TenantId} from '#shared/model/names.ts';
import {createTenant} from '#shared/store/tenants.ts';
import {toEvent} from '../functions/api/caller.ts';
import type {Engine} from '../support/dynamodb.ts';
import {outgoingInMemory, secretsInMemory} from '../support/secrets.ts';
import {tenantWith} from '../support/tenant.ts';
import {countUnits, type Units} from '../support/units.ts';

/** The API of one tenant over an engine, and what asking it costs from now on. */
export interface Asked {
	readonly engine: Engine;
	readonly units: Units;
	/** Gives the body of the answer. */
	readonly ask: (path: string, body?: object) => Promise<string>;
}

/** Makes a tenant in an engine that is filled already. Answers other than 200 are errors. */
export async function apiOver(engine: Engine, id: TenantId, now: () => Date): Promise<Asked> {
	const key = newApiKey(id);
	const apiKey = {hash: hashSecret(key), createdAt: now().toISOString(), name: 'bench', role: 'read' as const};
	await createTenant(engine.store, {...tenantWith({id}), apiKeys: [apiKey]});
	const means: Means = {
		store: engine.store,
		classify,
		now,
		removeAtEsp: async () => [],
		secrets: secretsInMemory(),
		...outgoingInMemory(),
	};
	return {
		engine,
		units: countUnits(engine),
		ask: async (path, body) => {
			const said = {path, key, ...(body === undefined ? {} : {method: 'POST', body})};
			const {statusCode, body: answer = ''} = await respond(toEvent(said), means, ROUTES);
			if (statusCode !== 200) throw new Error(`bench: ${path}: ${answer}`);
			return answer;
		},
	};
}
