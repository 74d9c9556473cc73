import type {Incident} from '#shared/model/incident.ts';
import type {TenantSettings} from '#shared/model/tenant.ts';

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

/** Hours from a time, ISO 8601, to now. */
export const hoursSince = (at: string, now: Date): number => (now.getTime() - Date.parse(at)) / HOUR_MS;
