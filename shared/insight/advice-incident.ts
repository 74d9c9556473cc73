import type {Category} from '#shared/model/category.ts';
import type {Source, Tokens} from '#shared/model/classification.ts';
import type {Incident} from '#shared/model/incident.ts';
import {type Advice, adviceFor} from './advice.ts';

const SOURCES: readonly Source[] = ['exchange-online', 'outlook-consumer', 'exchange-server'];

const IP = /^(?:\d{1,3}(?:\.\d{1,3}){3}|[0-9a-f:]*:[0-9a-f:.]*)$/i;

/** Whether an incident is about a domain: its resource is a name, not an address. */
export function isAboutDomain(incident: Incident): boolean {
	return incident.resource !== 'unknown' && !IP.test(incident.resource);
}

/** The IP that an incident is about; null where no response named one. */
export function ipOf(incident: Incident): string | null {
	return IP.test(incident.resource) ? incident.resource : incident.senderIp;
}

/** The category that an incident's responses have. */
function categoryOf(incident: Incident): Category {
	if (incident.kind === 'ip-ban') return 'ip-banned';
	return isAboutDomain(incident) ? 'domain-blocklisted' : 'ip-blocklisted';
}

const ENHANCED_STATUS = /(?<![\d.])[245]\.\d{1,3}\.\d{1,3}(?!\.?\d)/;

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
	if (incident.kind === 'spamhaus-listing') tokens.blocklist = 'spamhaus';
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

/** What to do about an incident. Pure; total. */
export function adviceForIncident(incident: Incident): Advice {
	const source = SOURCES.find((each) => each === incident.receiver);
	return adviceFor({
		category: categoryOf(incident),
		...(source === undefined ? {} : {source}),
		tokens: tokensOf(incident),
		text: incident.response,
	});
}
