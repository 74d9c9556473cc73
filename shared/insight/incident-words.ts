import {isAboutDomain} from './advice-incident.ts';
import type {Incident} from '#shared/model/incident.ts';

/** Who bans or lists, by the receiver that an incident names. */
const RECEIVERS: Readonly<Record<string, string>> = {
	'exchange-online': 'Microsoft 365',
	'outlook-consumer': 'Outlook.com',
	'exchange-server': 'An Exchange server',
	other: 'A mailbox provider',
	spamhaus: 'Spamhaus',
};

const ESPS = {ses: 'Amazon SES', sendgrid: 'SendGrid', postmark: 'Postmark'} as const satisfies Record<
	Incident['esp'],
	string
>;

/** "2026-03-02 12:00 UTC" */
export function inWords(instant: string): string {
	return `${instant.slice(0, 10)} ${instant.slice(11, 16)} UTC`;
}

export function receiverName({receiver}: Incident): string {
	return Object.hasOwn(RECEIVERS, receiver) ? (RECEIVERS[receiver] ?? receiver) : receiver;
}

export function espName({esp}: Incident): string {
	return ESPS[esp];
}

/** "sending IP 192.0.2.10", "domain example.org", "sending IP (not named)" */
export function resourceName(incident: Incident): string {
	const {resource} = incident;
	if (resource === 'unknown') return 'sending IP (no response named it)';
	return isAboutDomain(incident) ? `domain ${resource}` : `sending IP ${resource}`;
}

function counted(number: number, one: string, more = ''): string {
	return `${more}${number} ${one}${number === 1 ? '' : 's'}`;
}

/** "12 messages to 2 recipient domains" */
export function extent({count, domains, otherDomains}: Incident): string {
	const more = otherDomains > 0 ? 'more than ' : '';
	return `${counted(count, 'message')} to ${counted(domains.length, 'recipient domain', more)}`;
}

/** One line that says it all. */
export function headline(incident: Incident): string {
	const {tenant, kind, alertState, openedAt} = incident;
	const resource = resourceName(incident);
	const receiver = receiverName(incident);
	const verb = kind === 'ip-ban' ? 'bans' : 'lists';
	switch (alertState) {
		case 'opened':
			return `${receiver} ${verb} the ${resource} of tenant ${tenant}: ${extent(incident)} refused since ${inWords(openedAt)}.`;
		case 'reminder':
			return `${receiver} still ${verb} the ${resource} of tenant ${tenant}: ${extent(incident)} refused since ${inWords(openedAt)}.`;
		case 'resolved':
			return `Over: ${receiver} refused the ${resource} of tenant ${tenant} from ${inWords(openedAt)} to ${inWords(incident.lastSeenAt)} (${extent(incident)}), and not since.`;
	}
}
