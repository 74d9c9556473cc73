import {incidentIdOf, projectIncident} from './incident.ts';
import {countsOf} from './reputation.ts';
import {projectSuppression} from './suppression.ts';

/** All that follows from a fact, in one object, for those who write facts. */
export const EFFECTS = {
	suppression: projectSuppression,
	incidentId: incidentIdOf,
	incident: projectIncident,
	counts: countsOf,
} as const;
