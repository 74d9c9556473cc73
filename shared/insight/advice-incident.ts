import type {Category} from '#shared/model/category.ts';
import type {Source, Tokens} from '#shared/model/classification.ts';
import type {Incident} from '#shared/model/incident.ts';
import {
	AUTHENTICATION_ADVICE,
	CHECK_STEPS,
	CHECKS_LAST,
	COMPLAINTS_ADVICE,
	LIST_QUALITY_ADVICE,
	NETWORK_ADVICE,
	THROTTLING_ADVICE,
} from './advice/incidents.ts';
import type {AdviceRow} from './advice/row.ts';
import {type Advice, adviceFor, tell} from './advice.ts';
import {CHECKS} from './authentication-check.ts';
import {ipOf, shapeOf} from './resource.ts';

const SOURCES: readonly Source[] = ['exchange-online', 'outlook-consumer', 'exchange-server'];

/** Whether an incident is about a domain: its resource is a name, not an address. */
export function isAboutDomain(incident: Incident): boolean {
	return shapeOf(incident) === 'domain';
}

/** The category that an incident's responses have. */
function categoryOf(incident: Incident): Category {
	if (incident.kind === 'ip-ban') return 'ip-banned';
	if (incident.kind === 'account-ban') return 'sender-banned';
	return isAboutDomain(incident) ? 'domain-blocklisted' : 'ip-blocklisted';
}

const ENHANCED_STATUS = /(?<![\d.])[245]\.\d{1,3}\.\d{1,3}(?!\.?\d)/;

/** The block list that an incident is about. */
function listOf({kind, receiver}: Incident): string | undefined {
	if (kind === 'spamhaus-listing') return 'spamhaus';
	return kind === 'blocklist' && receiver !== 'other' ? receiver : undefined;
}

/** What an incident remembers of its responses, in the words of the classifier; the newest response comes first. */
function tokensOf(incident: Incident): Tokens {
	const {codes, response} = incident;
	const code = (shape: RegExp) => {
		const fitting = codes.filter((each) => shape.test(each));
		return fitting.find((each) => response.includes(each)) ?? fitting[0];
	};
	const tokens: {-readonly [Name in keyof Tokens]: Tokens[Name]} = {};
	const ip = ipOf(incident);
	if (ip !== null) tokens.senderIp = ip;
	if (isAboutDomain(incident)) tokens.senderDomain = tokens.helo = incident.resource;
	const failing = incident.trend?.failing?.domain;
	if (failing !== undefined && failing !== null) tokens.senderDomain = failing;
	const list = listOf(incident);
	if (list !== undefined) tokens.blocklist = list;
	const status = ENHANCED_STATUS.exec(response)?.[0] ?? code(/^[245]\.\d/);
	if (status !== undefined) tokens.enhancedStatus = status;
	const asCode = code(/^AS\d/);
	if (asCode !== undefined) tokens.asCode = asCode;
	const sCode = code(/^S\d/);
	if (sCode !== undefined) tokens.sCode = sCode;
	const [region] = incident.regions;
	if (region !== undefined) tokens.region = region;
	return tokens;
}

/** What to do about the checks that fail; about all of them where no response named one. */
function authenticationRow({trend}: Incident): AdviceRow {
	const failing = trend?.failing?.checks ?? [];
	const named = CHECKS.filter((check) => failing.includes(check));
	const steps = (named.length === 0 ? CHECKS : named).map((check) => CHECK_STEPS[check]);
	return {...AUTHENTICATION_ADVICE, steps: [...AUTHENTICATION_ADVICE.steps, ...steps, ...CHECKS_LAST]};
}

/** The row of a kind that has its own; undefined where the responses tell. */
function rowOf(incident: Incident): AdviceRow | undefined {
	switch (incident.kind) {
		case 'throttling':
			return incident.receiver === 'exchange-online' || incident.receiver === 'outlook-consumer'
				? THROTTLING_ADVICE[incident.receiver]
				: THROTTLING_ADVICE.any;
		case 'list-quality':
			return LIST_QUALITY_ADVICE;
		case 'complaints':
			return COMPLAINTS_ADVICE;
		case 'authentication':
			return authenticationRow(incident);
		case 'ip-ban':
			return shapeOf(incident) === 'range' && incident.receiver === 'outlook-consumer' ? NETWORK_ADVICE : undefined;
		default:
			return undefined;
	}
}

/** What to do about an incident. Pure; total. */
export function adviceForIncident(incident: Incident): Advice {
	const tokens = tokensOf(incident);
	const row = rowOf(incident);
	if (row !== undefined) return tell(row, tokens);
	const source = SOURCES.find((each) => each === incident.receiver);
	return adviceFor({
		category: categoryOf(incident),
		...(source === undefined ? {} : {source}),
		tokens,
		text: incident.response,
	});
}
