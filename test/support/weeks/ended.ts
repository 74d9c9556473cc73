import * as z from 'zod/mini';
import {incidentAnswer, incidentsAnswer} from '#functions/api/answers/incident.ts';
import type {Ended} from './differences.ts';
import type {Posting} from './posting.ts';

const listed = z.looseObject(incidentsAnswer.shape);
const shown = z.looseObject(incidentAnswer.shape);

/** As the list has it; with the rest where it was asked for. */
export type EndedIncident = Ended & Pick<z.infer<typeof shown>, 'headline' | 'words' | 'openedAt' | 'tenants'>;

/**
 * The incidents that a tenant's own key shows.
 *
 * @param whole each with its attribution, by a request of its own
 */
export async function incidentsOf({ask}: Posting, tenant: string, whole: boolean): Promise<EndedIncident[]> {
	const {incidents} = listed.parse(await ask(tenant, '/v1/incidents?limit=100'));
	if (!whole) return incidents.map((one) => ({...one, tenant}));
	const all: EndedIncident[] = [];
	for (const {id} of incidents) {
		const one = shown.parse(await ask(tenant, `/v1/incidents/${encodeURIComponent(id)}`));
		all.push({...one, tenant});
	}
	return all;
}
