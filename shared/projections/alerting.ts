import type {Incident} from '#shared/model/incident.ts';
import type {TenantSettings} from '#shared/model/tenant.ts';

const HOUR_MS = 3_600_000;
/** A response older than this opens no incident: whoever reads the alert could only look at what is over. */
const NEWS_HOURS = 48;
/** How late a response may come even where a tenant's quiet period is shorter: ESPs post in batches and repeat. */
const LATE_HOURS = 1;

/**
 * Whether a response is recent enough to open an incident: within 48 hours; where one was here before also within the
 * tenant's quiet period (at least an hour), or repeats of what belonged to the resolved one would open it again.
 *
 * @param at when it happened, ISO 8601
 */
export function isNews(at: string, before: Incident | undefined, settings: TenantSettings, now: Date): boolean {
	const quiet = Math.max(LATE_HOURS, settings.incidentQuietHours);
	const again = before !== undefined && (before.episode > 1 || before.state === 'resolved');
	return hoursSince(at, now) <= (again ? Math.min(NEWS_HOURS, quiet) : NEWS_HOURS);
}

/** Whether an incident that goes on is to be told of again: the cool-down is over, and something happened since. */
export function reminderIsDue(incident: Incident, at: string, settings: TenantSettings, now: Date): boolean {
	return at > incident.alertAt && hoursSince(incident.alertAt, now) >= settings.alertCooldownHours;
}

/** Hours from a time, ISO 8601, to now. */
export const hoursSince = (at: string, now: Date): number => (now.getTime() - Date.parse(at)) / HOUR_MS;
