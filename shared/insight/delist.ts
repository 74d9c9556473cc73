import type {Incident} from '#shared/model/incident.ts';
import {adviceForIncident, ipOf, isAboutDomain} from './advice-incident.ts';

/** One field of a form, ready to copy; an empty value with a hint is for the person to fill in. */
interface Field {
	readonly name: string;
	readonly value: string;
	readonly hint?: string;
}

/** How to ask for removal, with everything that the incident's facts can fill in. */
export type DelistRequest =
	/** A web form to fill in. */
	| {readonly way: 'form'; readonly url: string; readonly fields: readonly Field[]}
	/** A mail to send. */
	| {readonly way: 'mail'; readonly to: string; readonly subject: string; readonly body: string}
	/** A page that shows the listing and, where it can be removed, the way to. */
	| {readonly way: 'lookup'; readonly url: string; readonly query: string};

const TO_FILL_IN = '[say what caused it and what you changed]';

function story(incident: Incident, ip: string): string {
	const {count, domains, otherDomains, openedAt} = incident;
	const more = otherDomains > 0 ? 'more than ' : '';
	return [
		`Our sending IP ${ip} has been refused by your servers since ${openedAt}: ${count} ${count === 1 ? 'message' : 'messages'} to ${more}${domains.length} recipient ${domains.length === 1 ? 'domain' : 'domains'}.`,
		'',
		'The response:',
		'',
		incident.response,
		'',
		`Cause and remedy: ${TO_FILL_IN}`,
		'',
		`Please remove ${ip} from your block list, or tell us what else you need.`,
	].join('\n');
}

function consumerDomains({domains}: Incident): string {
	return domains
		.slice(0, 10)
		.map(({domain}) => domain)
		.join(', ');
}

const MAIL: DelistMaker = (incident, ip) => ({
	way: 'mail',
	to: 'delist@microsoft.com',
	subject: `Delist request for ${ip}`,
	body: `Hello,\n\n${story(incident, ip)}\n\nThe complete bounce is attached.\n`,
});

const PORTAL: DelistMaker = (_incident, ip) => ({
	way: 'form',
	url: 'https://sender.office.com/',
	fields: [
		{
			name: 'Email address',
			value: '',
			hint: 'the address that got the bounce, or another one you can read: a confirmation is sent to it',
		},
		{name: 'IP address', value: ip},
	],
});

const OUTLOOK: DelistMaker = (incident, ip) => ({
	way: 'form',
	url: 'https://olcsupport.office.com/',
	fields: [
		{name: 'Issue title', value: `Sending IP ${ip} is blocked`},
		{name: 'Contact name and email', value: '', hint: 'a person who reads the answers and can reply'},
		{name: 'Domains you send to', value: consumerDomains(incident)},
		{name: 'IP addresses', value: ip},
		{name: 'Error message', value: incident.response},
		{name: 'Details', value: `Hello,\n\n${story(incident, ip)}`},
	],
});

type DelistMaker = (incident: Incident, ip: string) => DelistRequest;

/** By the story that the incident's advice tells. */
const BY_STORY: ReadonlyMap<string, DelistMaker> = new Map([
	['microsoft-delist-mail', MAIL],
	['microsoft-delist-portal', PORTAL],
	['microsoft-ip-ban-other', PORTAL],
	['outlook-block-list', OUTLOOK],
	['outlook-dynamic-ip', OUTLOOK],
]);

/**
 * A request for removal from an incident's facts: Microsoft's portal for 5.7.606 to 5.7.649 (e-mail address and one IP), a
 * mail with the response for 5.7.511, the sender support form of Outlook.com, Spamhaus's page for a listing.
 * Null where the provider's way is not known, or the IP is not: then the advice and the response have to do.
 *
 * Source: https://learn.microsoft.com/defender-office-365/external-senders-use-the-delist-portal-to-unblock-yourself
 */
export function delistRequest(incident: Incident): DelistRequest | null {
	const ip = ipOf(incident);
	if (incident.kind === 'spamhaus-listing') {
		if (isAboutDomain(incident)) return {way: 'lookup', url: 'https://check.spamhaus.org/', query: incident.resource};
		if (ip === null) return null;
		return {way: 'lookup', url: `https://check.spamhaus.org/query/ip/${encodeURIComponent(ip)}`, query: ip};
	}
	if (ip === null) return null;
	return BY_STORY.get(adviceForIncident(incident).id)?.(incident, ip) ?? null;
}
