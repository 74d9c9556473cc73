import {adviceForIncident} from '#shared/insight/advice-incident.ts';
import {delistRequest} from '#shared/insight/delist.ts';
import {summaryOf} from '#shared/insight/incident-summary.ts';
import type {Incident} from '#shared/model/incident.ts';

/** An incident in short, as the overview has it. */
export function inShort(incident: Incident) {
	return summaryOf(incident, adviceForIncident(incident));
}

/** An incident in a list: what was seen, what to do about it, and the request for removal. */
export function inList(incident: Incident) {
	const {domains, codes, regions, response, rule, esp, senderIp} = incident;
	const advice = adviceForIncident(incident);
	return {
		...summaryOf(incident, advice),
		domains,
		codes,
		regions,
		response,
		rule,
		esp,
		senderIp,
		advice,
		delistRequest: delistRequest(incident),
	};
}
