import type {Advice} from '#shared/insight/advice.ts';
import {adviceForIncident} from '#shared/insight/advice-incident.ts';
import {type DelistRequest, delistRequest} from '#shared/insight/delist.ts';
import type {Incident} from '#shared/model/incident.ts';
import {extent, headline, receiverName, resourceName} from '#shared/insight/incident-words.ts';
import {alertText} from './text.ts';

/** What is handed to SNS. */
export interface AlertMessage {
	/** ASCII without control characters, under 100 of them. */
	readonly subject: string;
	/** A JSON object: one text for each protocol (SNS's `MessageStructure: json`), within SNS's 256 KB as a whole. */
	readonly message: string;
	/** For the subscribers' filter policies. */
	readonly attributes: Readonly<Record<'tenant' | 'kind' | 'severity' | 'state' | 'esp', string>>;
}

const MAX_SUBJECT = 99;
const MAX_SMS = 139;
const MAX_RESPONSE = 1000;
/** Recipient domains in the JSON, those with the most messages: the JSON is sent once for each protocol. */
const MAX_DOMAINS = 20;
const MAX_NAME = 300;
const MAX_CODE = 40;

const SEVERITIES = {opened: 'critical', reminder: 'warning', resolved: 'info'} as const satisfies Record<
	Incident['alertState'],
	string
>;

/** An incident with nothing in it longer than an alert can carry, and its largest recipient domains first. */
function bounded(incident: Incident): Incident {
	const short = (text: string, longest = MAX_NAME) => text.slice(0, longest).replace(/\p{Cc}/gu, ' ');
	return {
		...incident,
		id: short(incident.id),
		resource: short(incident.resource),
		receiver: short(incident.receiver),
		rule: short(incident.rule),
		response: incident.response.slice(0, MAX_RESPONSE).replace(/[^\P{Cc}\n\t]/gu, ' '),
		domains: incident.domains
			.toSorted((one, other) => other.count - one.count)
			.map(({domain, count}) => ({domain: short(domain), count})),
		codes: incident.codes.slice(0, 10).map((code) => short(code, MAX_CODE)),
		regions: incident.regions.slice(0, 10).map((region) => short(region, MAX_CODE)),
	};
}

function ascii(text: string, longest: number): string {
	return text
		.replace(/[^\x20-\x7e]/g, '?')
		.slice(0, longest)
		.trimEnd();
}

function subjectOf(incident: Incident): string {
	const {alertState, kind, tenant} = incident;
	const what = `${kind === 'ip-ban' ? 'banned by' : 'listed by'} ${receiverName(incident)}`;
	const start = {opened: '', reminder: 'Still: ', resolved: 'Over: '}[alertState];
	return ascii(`[${tenant}] ${start}${resourceName(incident)} ${what}`, MAX_SUBJECT);
}

/** A link or mail address as short as it can be told. */
function bare(url: string): string {
	return url.replace(/^(https:\/\/|mailto:)/, '').replace(/\/?(\?.*)?$/, '');
}

function smsOf(incident: Incident, advice: Advice): string {
	const [link] = advice.links;
	const where = link === undefined || incident.alertState === 'resolved' ? '' : ` See ${bare(link.url)}`;
	const text = `${subjectOf(incident)}, ${extent(incident)}.`;
	return ascii(text.length + where.length > MAX_SMS ? text : text + where, MAX_SMS);
}

/** The alert for programs. Fields may be added; a changed meaning raises `version`. */
function alertJson(incident: Incident, advice: Advice, delist: DelistRequest | null): string {
	const {version: _version, sentSequence: _sent, alertSequence, alertState, alertAt, ...told} = incident;
	return JSON.stringify({
		version: 1,
		sequence: alertSequence,
		state: alertState,
		at: alertAt,
		headline: headline(incident),
		incident: {
			...told,
			domains: told.domains.slice(0, MAX_DOMAINS),
			domainCount: told.domains.length,
			moreDomains: told.otherDomains > 0,
		},
		advice,
		delistRequest: delist,
	});
}

/** An incident's newest alert, as SNS takes it. Pure. */
export function alertMessage(stored: Incident): AlertMessage {
	const incident = bounded(stored);
	const advice = adviceForIncident(incident);
	const delist = incident.alertState === 'resolved' ? null : delistRequest(incident);
	const text = alertText(incident, advice, delist);
	const json = alertJson(incident, advice, delist);
	return {
		subject: subjectOf(incident),
		message: JSON.stringify({
			default: text,
			email: text,
			'email-json': json,
			http: json,
			https: json,
			sqs: json,
			lambda: json,
			firehose: json,
			sms: smsOf(incident, advice),
		}),
		attributes: {
			tenant: incident.tenant,
			kind: incident.kind,
			severity: SEVERITIES[incident.alertState],
			state: incident.alertState,
			esp: incident.esp,
		},
	};
}
