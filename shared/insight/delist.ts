import type {Incident} from '#shared/model/incident.ts';
import {BLOCKLIST_LINKS} from './advice/blocklist-links.ts';
import {fillLink} from './advice/fill.ts';
import {adviceForIncident, isAboutDomain} from './advice-incident.ts';
import {ipOf, shapeOf} from './resource.ts';

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

/** "192.0.2.10", or "192.0.2.10 (network 192.0.2.0/24)" where the response speaks of the network. */
function addressOf(incident: Incident, ip: string): string {
	return shapeOf(incident) === 'range' ? `${ip} (network ${incident.resource})` : ip;
}

function story(incident: Incident, ip: string): string {
	const {count, domains, otherDomains, openedAt} = incident;
	const address = addressOf(incident, ip);
	const more = otherDomains > 0 ? 'more than ' : '';
	return [
		`Our sending IP ${address} has been refused by your servers since ${openedAt}: ${count} ${count === 1 ? 'message' : 'messages'} to ${more}${domains.length} recipient ${domains.length === 1 ? 'domain' : 'domains'}.`,
		'',
		'The response:',
		'',
		incident.response,
		'',
		`Cause and remedy: ${TO_FILL_IN}`,
		'',
		`Please remove ${address} from your block list, or tell us what else you need.`,
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
		{name: 'Issue title', value: `Sending IP ${addressOf(incident, ip)} is blocked`},
		{name: 'Contact name and email', value: '', hint: 'a person who reads the answers and can reply'},
		{name: 'Domains you send to', value: consumerDomains(incident)},
		{name: 'IP addresses', value: addressOf(incident, ip)},
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
	['outlook-network', OUTLOOK],
]);

/** The page of a block list; null where nobody knows it, or what to look up. */
function lookup(incident: Incident, list: string): DelistRequest | null {
	const query = isAboutDomain(incident) ? incident.resource : ipOf(incident);
	const link = Object.hasOwn(BLOCKLIST_LINKS, list) ? BLOCKLIST_LINKS[list] : undefined;
	if (query === null || link === undefined) return null;
	const {url} = fillLink(link, isAboutDomain(incident) ? {} : {ip: query});
	return {way: 'lookup', url, query};
}

/**
 * A request for removal from an incident's facts: Microsoft's portal for 5.7.606 to 5.7.649 (e-mail address and one IP), a
 * mail with the response for 5.7.511, the sender support form of Outlook.com, for a single IP and for a network, the page
 * of the block list for a listing. Null where the provider's way is not known, or the IP is not, and where nobody can be
 * asked: then the advice and the response have to do.
 *
 * Source: https://learn.microsoft.com/defender-office-365/external-senders-use-the-delist-portal-to-unblock-yourself
 */
export function delistRequest(incident: Incident): DelistRequest | null {
	switch (incident.kind) {
		case 'spamhaus-listing':
			return lookup(incident, 'spamhaus');
		case 'blocklist':
			return lookup(incident, incident.receiver);
		case 'ip-ban': {
			const ip = ipOf(incident);
			return ip === null ? null : (BY_STORY.get(adviceForIncident(incident).id)?.(incident, ip) ?? null);
		}
		default:
			return null;
	}
}
