import type {Fact} from '#shared/model/fact.ts';
import type {Incident} from '#shared/model/incident.ts';
import type {EmailAddress, TenantId} from '#shared/model/names.ts';
import type {SuppressionRecord} from '#shared/model/suppression.ts';
import type {Store} from './client.ts';
import type {Effects} from './effects.ts';
import {readIncidents} from './incidents.ts';
import {readSuppressions} from './suppressions.ts';

/** The records that facts may change, as they are known to stand in the tables. */
export interface Known {
	readonly suppressions: Map<EmailAddress, SuppressionRecord>;
	readonly incidents: Map<string, Incident>;
}

/** Whether a fact may change the record of its address, so that the record has to be read. */
export function concernsAddress({suppression, event}: Fact): boolean {
	if (suppression === 'suppress' || suppression === 'count') return true;
	return event.kind === 'bounce' && event.heldByEsp === true;
}

/** Reads all records that facts of one tenant may change, in batches of 100. */
export async function readKnown(
	store: Store<'Suppressions' | 'Incidents'>,
	tenant: TenantId,
	facts: readonly Fact[],
	effects: Effects,
): Promise<Known> {
	const addresses = facts.filter(concernsAddress).map(({event}) => event.recipient);
	const incidents = facts.flatMap((fact) => effects.incidentId(fact) ?? []);
	return {
		suppressions: await readSuppressions(store, tenant, addresses),
		incidents: await readIncidents(store, tenant, incidents),
	};
}
