import type {Advice} from '#shared/insight/advice.ts';
import type {DelistRequest} from '#shared/insight/delist.ts';
import {alertSeverity, headline} from '#shared/insight/incident-words.ts';
import {ALERT_VERSION, type AlertJson} from '#shared/model/alert.ts';
import type {Incident} from '#shared/model/incident.ts';
import {type HeldBack, heldLine} from './bounded.ts';

/** Recipient domains and tenants that are told one by one, those with the most messages. */
const MAX_NAMED = 20;

/** A trend without the sweep's own notes. */
function trendOf({trend}: Incident): Pick<AlertJson['incident'], 'trend'> {
	if (trend === undefined) return {};
	const {told: _told, ...rest} = trend;
	return {trend: rest};
}

/** The incident as programs get it: what the schema names, and nothing that is the store's own. */
function told(incident: Incident): AlertJson['incident'] {
	const {
		version: _version,
		sentSequence: _sent,
		alertSequence: _sequence,
		alertState: _state,
		alertAt: _at,
		samples: _samples,
		refusalRate: _rate,
		trend: _trend,
		tenants,
		...rest
	} = incident;
	return {
		...rest,
		...trendOf(incident),
		domains: rest.domains.slice(0, MAX_NAMED),
		domainCount: rest.domains.length,
		moreDomains: rest.otherDomains > 0,
		...(tenants === undefined ? {} : {tenants: tenants.slice(0, MAX_NAMED), tenantCount: tenants.length}),
	};
}

/**
 * The alert for programs, as alert.schema.json has it.
 *
 * @param incident bounded
 */
export function alertJson(
	incident: Incident,
	advice: Advice,
	delistRequest: DelistRequest | null,
	{named, more}: HeldBack,
): AlertJson {
	return {
		version: ALERT_VERSION,
		sequence: incident.alertSequence,
		state: incident.alertState,
		at: incident.alertAt,
		severity: alertSeverity(incident),
		headline: headline(incident),
		incident: told(incident),
		advice,
		delistRequest,
		heldBack: {named: named.map(heldLine), more},
	};
}
