import * as z from 'zod/mini';
import {incidentAnswer, incidentsAnswer} from '#functions/api/answers/incident.ts';
import type {Ended} from './differences.ts';
import type {Posting} from './posting.ts';

const listed = z.looseObject(incidentsAnswer.shape);
const shown = z.looseObject(incidentAnswer.shape);

export type EndedIncident = Ended & Omit<z.infer<typeof shown>, keyof Ended>;

/** The incidents that a tenant's own key shows, each whole. */
export async function incidentsOf({ask}: Posting, tenant: string): Promise<EndedIncident[]> {
	const {incidents} = listed.parse(await ask(tenant, '/v1/incidents?limit=100'));
	const whole: EndedIncident[] = [];
	for (const {id} of incidents) {
		const one = shown.parse(await ask(tenant, `/v1/incidents/${encodeURIComponent(id)}`));
		whole.push({...one, tenant});
	}
	return whole;
}
