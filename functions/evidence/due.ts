import {BAN_KINDS, type Incident, type IncidentKind} from '#shared/model/incident.ts';

/** The kinds that DNS has something to say about: an IP, a network or a domain is refused, slowed down or not believed. */
const KINDS: readonly IncidentKind[] = [...BAN_KINDS, 'throttling', 'authentication'];

const HOUR_MS = 3_600_000;
/** Daily, and not later each day by the schedule's period. */
const AGAIN_HOURS = 23.5;
/** Where nothing at all could be told. */
const RETRY_HOURS = 3;

/** Whether DNS is to be asked about an incident: when it opened, and daily while it goes on. */
export function isDue({kind, state, openedAt, evidence}: Incident, now: Date): boolean {
	if (state === 'resolved' || !KINDS.includes(kind)) return false;
	if (evidence === undefined) return true;
	const told = evidence.checks.some(({verdict}) => verdict !== 'unknown');
	const age = (now.getTime() - Date.parse(evidence.at)) / HOUR_MS;
	return age >= (told ? AGAIN_HOURS : RETRY_HOURS) || evidence.at < openedAt;
}

/** Those that are due, most urgent first: never asked about, newest first; then those asked longest ago. */
export function inOrder(incidents: readonly Incident[], now: Date): Incident[] {
	return incidents
		.filter((incident) => isDue(incident, now))
		.sort((one, other) => {
			const [before, after] = [one.evidence?.at ?? '', other.evidence?.at ?? ''];
			if (before !== after) return before < after ? -1 : 1;
			return one.openedAt > other.openedAt ? -1 : 1;
		});
}
