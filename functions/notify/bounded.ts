import {alertSeverity, headline} from '#shared/insight/incident-words.ts';
import type {Incident} from '#shared/model/incident.ts';

const MAX_RESPONSE = 1000;
const MAX_SENTENCE = 500;
const MAX_NAME = 300;
const MAX_CODE = 40;
const MAX_CODES = 10;
/** Of lists that are told one by one. */
const MAX_ENTRIES = 20;
const MAX_STEPS = 10;

/** Of the newest first what counts most: what is bad, then what could not be told. */
const VERDICTS = ['bad', 'unknown', 'good'] as const;

function short(text: string, longest = MAX_NAME): string {
	return text
		.slice(0, longest)
		.replace(/\p{Cc}/gu, ' ')
		.toWellFormed();
}

const sentence = (text: string): string => short(text, MAX_SENTENCE);

function response(text: string): string {
	return text
		.slice(0, MAX_RESPONSE)
		.replace(/[^\P{Cc}\n\t]/gu, ' ')
		.toWellFormed();
}

function trendOf({trend}: Incident): Pick<Incident, 'trend'> {
	if (trend === undefined) return {};
	const {words, follows, failing, ...figures} = trend;
	const checks = failing?.checks.slice(0, MAX_CODES).map((check) => short(check, MAX_CODE)) ?? [];
	const domain = failing?.domain == null ? null : short(failing.domain);
	return {
		trend: {
			...figures,
			words: sentence(words),
			follows: sentence(follows),
			...(failing === undefined ? {} : {failing: {domain, checks}}),
		},
	};
}

function evidenceOf({evidence}: Incident): Pick<Incident, 'evidence'> {
	if (evidence === undefined) return {};
	const checks = evidence.checks
		.toSorted((one, other) => VERDICTS.indexOf(one.verdict) - VERDICTS.indexOf(other.verdict))
		.slice(0, MAX_ENTRIES)
		.map(({check, about, verdict, found, words}) => ({
			check: short(check),
			about: short(about),
			verdict,
			...(found === undefined ? {} : {found: short(found)}),
			words: short(words),
		}));
	return {evidence: {at: evidence.at, checks}};
}

/** An incident with nothing in it longer than an alert can carry, and what matters most first in its lists. */
export function bounded(incident: Incident): Incident {
	const {attribution, timeline, tenants} = incident;
	return {
		...incident,
		id: short(incident.id),
		resource: short(incident.resource),
		receiver: short(incident.receiver),
		rule: short(incident.rule),
		response: response(incident.response),
		domains: incident.domains
			.toSorted((one, other) => other.count - one.count)
			.map(({domain, count}) => ({domain: short(domain), count})),
		codes: incident.codes.slice(0, MAX_CODES).map((code) => short(code, MAX_CODE)),
		regions: incident.regions.slice(0, MAX_CODES).map((region) => short(region, MAX_CODE)),
		timeline: timeline.slice(-MAX_STEPS).map(({at, what, words}) => ({at, what, words: sentence(words)})),
		samples: [],
		...(incident.senderIp === null ? {} : {senderIp: short(incident.senderIp)}),
		...(incident.supersededBy === undefined ? {} : {supersededBy: short(incident.supersededBy)}),
		...(attribution === undefined
			? {}
			: {
					attribution: {
						...attribution,
						words: sentence(attribution.words),
						follows: sentence(attribution.follows),
					},
				}),
		...(tenants === undefined ? {} : {tenants: tenants.toSorted((one, other) => other.count - one.count)}),
		...trendOf(incident),
		...evidenceOf(incident),
	};
}

/** What was held back by the ceiling: `named` are told herewith, `more` later. */
export interface HeldBack {
	readonly named: readonly Incident[];
	readonly more: number;
}

/** A held back alert in a line of the message that names it. */
export function heldLine(stored: Incident) {
	const incident = bounded(stored);
	const {id, kind, alertSequence, alertState} = incident;
	return {
		id,
		sequence: alertSequence,
		kind,
		state: alertState,
		severity: alertSeverity(incident),
		headline: headline(incident),
	};
}
