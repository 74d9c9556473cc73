import type {Incident, IncidentState} from '#shared/model/incident.ts';
import type {TenantSettings} from '#shared/model/tenant.ts';
import {told} from './timeline.ts';

const HOUR_MS = 3_600_000;
/** A response older than this does not open again what was resolved, nor belongs to what goes on. */
const NEWS_HOURS = 48;
/** How late a response may come even where a tenant's quiet period is shorter: ESPs post in batches and repeat. */
const LATE_HOURS = 1;

/**
 * Whether a response may open an incident. The first of its kind always may, however late it comes: after an outage, or
 * when an ESP is connected, nobody has been told of the ban yet. Where an incident is or was here already, only within 48
 * hours, and again within the tenant's quiet period (at least an hour), or what SNS repeats for 23 days would ring twice.
 *
 * @param at when it happened, ISO 8601
 */
export function isNews(at: string, before: Incident | undefined, settings: TenantSettings, now: Date): boolean {
	if (before === undefined) return true;
	const again = before.episode > 1 || before.state === 'resolved';
	const quiet = Math.max(LATE_HOURS, settings.incidentQuietHours);
	return hoursSince(at, now) <= (again ? Math.min(NEWS_HOURS, quiet) : NEWS_HOURS);
}

/** Whether an incident that goes on is to be told of again: the cool-down is over, and something happened since. */
export function reminderIsDue(incident: Incident, at: string, settings: TenantSettings, now: Date): boolean {
	return at > incident.alertAt && hoursSince(incident.alertAt, now) >= settings.alertCooldownHours;
}

/** An incident with an alert that is due; of a kind that the tenant has muted only the time is noted. */
export function alerted(
	incident: Incident,
	alertState: Incident['alertState'],
	{mutedKinds}: TenantSettings,
	now: Date,
): Incident {
	const alertSequence = incident.alertSequence + (mutedKinds.includes(incident.kind) ? 0 : 1);
	return {...incident, alertSequence, alertState, alertAt: now.toISOString()};
}

/** An incident of which a reminder is due, with a line in its timeline where the tenant is told. */
export function reminded(incident: Incident, settings: TenantSettings, now: Date): Incident {
	const ringing = alerted(incident, 'reminder', settings, now);
	if (ringing.alertSequence === incident.alertSequence) return ringing;
	return told(ringing, {at: now.toISOString(), what: 'reminder', words: 'It still goes on: a reminder was due.'});
}

/** The state of an incident that goes on. */
export const goingState = ({episode}: Pick<Incident, 'episode'>): IncidentState => (episode > 1 ? 'reopened' : 'open');

/** Hours from a time, ISO 8601, to now. */
export const hoursSince = (at: string, now: Date): number => (now.getTime() - Date.parse(at)) / HOUR_MS;
