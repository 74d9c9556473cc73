import {type Incident, REFUSAL_KINDS} from '#shared/model/incident.ts';
import {OPERATOR} from '#shared/model/names.ts';
import {shapeOf} from './resource.ts';

/** Who refuses or slows down, by the receiver that an incident names. */
const RECEIVERS: ReadonlyMap<string, string> = new Map([
	['exchange-online', 'Microsoft 365'],
	['outlook-consumer', 'Outlook.com'],
	['exchange-server', 'An Exchange server'],
	['other', 'A mailbox provider'],
	['any', 'At least one receiver'],
]);

/** Block lists, by the name that the classifier gives them. */
const LISTS: ReadonlyMap<string, string> = new Map([
	['spamhaus', 'Spamhaus'],
	['barracuda', 'Barracuda'],
	['spamcop', 'SpamCop'],
	['proofpoint', 'Proofpoint'],
	['cloudmark', 'Cloudmark'],
	['abusix', 'Abusix'],
	['trendmicro', 'Trend Micro'],
	['uceprotect', 'UCEPROTECT'],
	['surbl', 'SURBL'],
	['uribl', 'URIBL'],
	['invaluement', 'Invaluement'],
	['mailspike', 'Mailspike'],
	['senderscore', 'Validity'],
	['sorbs', 'SORBS'],
	['hostkarma', 'Hostkarma'],
	['psbl', 'PSBL'],
	['spamrats', 'SpamRATS'],
	['backscatterer', 'Backscatterer'],
	['gbudb', 'GBUdb'],
	['nixspam', 'NiX Spam'],
	['cobion', 'Cobion'],
	['other', 'A block list'],
]);

const ESPS = {ses: 'Amazon SES', sendgrid: 'SendGrid', postmark: 'Postmark'} as const satisfies Record<
	Incident['esp'],
	string
>;

/** An operator's incident names at most so many tenants. */
const MAX_TENANTS = 100;

/** "Microsoft 365", "Barracuda", "A mailbox provider" */
export function receiverName({kind, receiver}: Incident): string {
	const names = kind === 'blocklist' || kind === 'spamhaus-listing' ? LISTS : RECEIVERS;
	return names.get(receiver) ?? RECEIVERS.get(receiver) ?? receiver;
}

/** The same within a sentence: "a mailbox provider". */
export function receiverWithin(incident: Incident): string {
	return receiverName(incident).replace(/^A(?=t |n? )/, 'a');
}

export function espName({esp}: Incident): string {
	return ESPS[esp];
}

/** What it must be where no response named it: lists hold domains, too. */
function unnamed({kind}: Incident): string {
	return kind === 'spamhaus-listing' || kind === 'blocklist' ? 'sending IP or domain' : 'sending IP';
}

/** "sending IP 192.0.2.10", "network 192.0.2.0/24", "domain example.org", "account of example.org" */
export function resourceName(incident: Incident): string {
	const {kind, resource} = incident;
	switch (shapeOf(incident)) {
		case 'ip':
			return `sending IP ${resource}`;
		case 'range':
			return `network ${resource}`;
		case 'domain':
			return `domain ${resource}`;
		case 'account':
			return `account of ${resource}`;
		case 'all':
			return 'all mail';
		case 'unknown':
			return kind === 'account-ban' ? 'sending account' : `${unnamed(incident)} (no response named it)`;
	}
}

/** "tenant acme"; "12 tenants" for the operator's incidents. */
export function ownerName({tenant, tenants}: Incident): string {
	if (tenant !== OPERATOR || tenants === undefined || tenants.length === 0) return `tenant ${tenant}`;
	if (tenants.length === 1) return `tenant ${tenants[0]?.tenant ?? tenant}`;
	return `${tenants.length < MAX_TENANTS ? '' : 'at least '}${tenants.length} tenants`;
}

/** "the sending IP 192.0.2.10 of tenant acme", "the network 192.0.2.0/24 that 12 tenants send from" */
export function whoseResource(incident: Incident): string {
	const owner = ownerName(incident);
	switch (shapeOf(incident)) {
		case 'all':
			return owner;
		case 'range':
			return `the ${resourceName(incident)} that ${owner} ${owner.endsWith('s') && !owner.startsWith('tenant') ? 'send' : 'sends'} from`;
		case 'account':
			return `the ${resourceName(incident)} (${owner})`;
		case 'unknown':
			return incident.kind === 'account-ban'
				? `the sending account of ${owner}`
				: `a ${unnamed(incident)} of ${owner} that no response named`;
		default:
			return `the ${resourceName(incident)} of ${owner}`;
	}
}

/** Whether mail was refused, as opposed to a trend. */
export function isRefusal({kind}: Pick<Incident, 'kind'>): boolean {
	return REFUSAL_KINDS.some((refusal) => refusal === kind);
}
