import type {Incident} from '#shared/model/incident.ts';
import type {TenantSettings} from '#shared/model/tenant.ts';
import {alerted, hoursSince} from './alerting.ts';
import {told} from './timeline.ts';

/** Silent for this part of the tenant's quiet period, an incident may be over before the whole of it. */
const LEAST_SILENCE = 1 / 4;
/** … when so many messages were taken that chance brings it in fewer than 1 of 1,000 cases. */
const CHANCE = 1e-3;
const LEAST_TAKEN = 3;
/** So many quiet periods the refusals of others speak against a tenant's mere silence. */
const MOST_PERIODS = 3;

/** What the same receiver did with the mail that an incident is about. */
export interface Taken {
	/** Deliveries in the hours after the last response. */
	readonly delivered: number;
	/** How probable it is that all of these are taken while it still goes on. */
	readonly chance: number;
}

/**
 * The part of the mail to the same receiver that was refused while an incident went on; of few messages nobody can say
 * that it is all.
 */
export const refusalRateOf = (refused: number, delivered: number): number => refused / (refused + delivered + 1);

/** Whether an incident was silent long enough to be over, if enough mail was taken. */
export function isSilent(incident: Incident, settings: TenantSettings, now: Date): boolean {
	return silentHours(incident, now) >= settings.incidentQuietHours * LEAST_SILENCE;
}

/** Quiet for the whole period: whoever shares the IP and is refused there still shows that it is not over. */
function isQuiet(incident: Incident, {incidentQuietHours}: TenantSettings, now: Date, elsewhere?: string): boolean {
	const silent = silentHours(incident, now);
	const isOver = elsewhere === undefined || hoursSince(elsewhere, now) >= incidentQuietHours;
	return silent >= incidentQuietHours * (isOver ? 1 : MOST_PERIODS);
}

// Told of late, it is not over at once: whoever was alerted just now has the whole quiet period to act in.
const silentHours = ({lastSeenAt, alertAt}: Incident, now: Date): number =>
	hoursSince(lastSeenAt > alertAt ? lastSeenAt : alertAt, now);

/**
 * What the passing of time makes of an incident. Pure. `easing` when the same receiver took mail after the last response.
 * `resolved`, with an alert, when it was silent for a quarter of the tenant's quiet period and as much mail was taken as
 * would not be by chance; or when it was silent for the whole quiet period, told of late or not. A tenant with little mail
 * may be silent for a day while the ban goes on: as long as others are refused on the same IP, silence has to last longer.
 *
 * @param taken undefined where it is not known
 * @param elsewhere when others met the same last, ISO 8601
 * @returns the changed incident; undefined where nothing changes
 */
export function sweepIncident(
	incident: Incident,
	settings: TenantSettings,
	now: Date,
	taken?: Taken,
	elsewhere?: string,
): Incident | undefined {
	if (incident.state === 'resolved') return undefined;
	const delivered = taken?.delivered ?? 0;
	const since = delivered === 1 ? 'one message was taken' : `${delivered.toLocaleString('en-US')} messages were taken`;
	if (isQuiet(incident, settings, now, elsewhere)) {
		const words =
			delivered > 0 ? `Quiet, and ${since} since.` : `Quiet for ${Math.floor(silentHours(incident, now))} hours.`;
		return resolved({...incident, deliveredSince: delivered}, words, settings, now);
	}
	if (taken === undefined || delivered === 0) return undefined;
	if (isSilent(incident, settings, now) && delivered >= LEAST_TAKEN && taken.chance < CHANCE) {
		return resolved({...incident, deliveredSince: delivered}, `Not seen since, and ${since}.`, settings, now);
	}
	return eased(incident, delivered, `Mail is taken again: ${since} since the last response.`, now);
}

/** An incident that eases; undefined where that is known already. */
export function eased(incident: Incident, delivered: number, words: string, now: Date): Incident | undefined {
	if (incident.state === 'easing') {
		return incident.deliveredSince === delivered ? undefined : {...incident, deliveredSince: delivered};
	}
	const easing: Incident = {...incident, state: 'easing', deliveredSince: delivered};
	return told(easing, {at: now.toISOString(), what: 'easing', words});
}

/** An incident that is over, with the alert that says so. */
export function resolved(incident: Incident, words: string, settings: TenantSettings, now: Date): Incident {
	const at = now.toISOString();
	const over = told({...incident, state: 'resolved', resolvedAt: at}, {at, what: 'resolved', words});
	return alerted(over, 'resolved', settings, now);
}
