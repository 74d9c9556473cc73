import type {Incident} from '#shared/model/incident.ts';
import type {Advice} from './advice.ts';
import {alertSeverity, espName, headline, inWords, type Severity, successor} from './incident-words.ts';

/** How much an incident matters now: as its kind does while it goes on, less once it eases. */
export function severityOf({kind, state}: Pick<Incident, 'kind' | 'state'>): Severity {
	if (state === 'resolved') return 'info';
	return state === 'easing' ? 'warning' : alertSeverity({kind, alertState: 'opened'});
}

/** What to do next, in a sentence. */
function nextStep(incident: Incident, advice: Advice): string {
	const {state, heldByEsp, trend} = incident;
	if (state === 'resolved') {
		const next = successor(incident);
		if (next !== undefined) return `Go on with what it led to: ${next}.`;
		return heldByEsp > 0
			? `Release the ${heldByEsp} good ${heldByEsp === 1 ? 'address' : 'addresses'} that ${espName(incident)} suppressed because of it.`
			: 'Nothing is left to do.';
	}
	if (state === 'easing') return 'Mail is taken again: keep the volume low until the incident is resolved.';
	return trend?.follows ?? advice.steps[0] ?? advice.who;
}

/** How it stands, in a sentence or two; what was refused stands in the headline. */
function words(incident: Incident): string {
	const {trend, attribution, lastSeenAt, state, deliveredSince} = incident;
	const since = deliveredSince === 1 ? '1 message was' : `${deliveredSince.toLocaleString('en-US')} messages were`;
	return [
		trend?.words ?? `Last seen ${inWords(lastSeenAt)}.`,
		...(trend === undefined && attribution !== undefined ? [attribution.words] : []),
		...(state === 'easing' && deliveredSince > 0 ? [`${since} taken since.`] : []),
	].join(' ');
}

/** An incident in a list: what it is, how it stands, how much it matters, what to do next. Pure. */
export function summaryOf(incident: Incident, advice: Advice) {
	const {id, kind, resource, receiver, state, episode, openedAt, lastSeenAt, resolvedAt, count, alertAt} = incident;
	return {
		id,
		kind,
		resource,
		receiver,
		state,
		episode,
		openedAt,
		lastSeenAt,
		...(resolvedAt === undefined ? {} : {resolvedAt}),
		alertAt,
		count,
		/** Recipient domains seen; there may be more where `otherDomains` is above 0. */
		organizations: incident.domains.length,
		otherDomains: incident.otherDomains,
		severity: severityOf(incident),
		headline: headline(incident),
		words: words(incident),
		heldByEsp: incident.heldByEsp,
		nextStep: nextStep(incident, advice),
		...(incident.tenants === undefined ? {} : {tenants: incident.tenants}),
	};
}
