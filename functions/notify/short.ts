import type {Advice} from '#shared/insight/advice.ts';
import {ownerName} from '#shared/insight/incident-names.ts';
import {delisting, extent, inShort, resourceName} from '#shared/insight/incident-words.ts';
import type {Incident} from '#shared/model/incident.ts';
import {OPERATOR} from '#shared/model/names.ts';

/** SNS refuses subjects of 100 characters and more. */
const MAX_SUBJECT = 99;
/** One text message has 140 bytes. */
const MAX_SMS = 139;
/** What is left of a name that has to be cut, at least. */
const LEAST_NAME = 8;

function ascii(text: string, longest: number): string {
	return text
		.replace(/[^\x20-\x7e]/g, '?')
		.slice(0, longest)
		.trimEnd();
}

function told(incident: Incident): string {
	const {alertState, episode} = incident;
	if (delisting(incident) !== undefined) return `Delisted: ${resourceName(incident)}`;
	const start = {opened: episode > 1 ? 'Again: ' : '', reminder: 'Still: ', resolved: 'Over: '}[alertState];
	return start + inShort(incident);
}

/** "[acme] Still: sending IP 192.0.2.10 banned by Microsoft 365"; a long name is cut, not what is said of it. */
export function subjectOf(incident: Incident): string {
	const line = (about: Incident) => `[${about.tenant}] ${told(about)}`;
	const whole = line(incident);
	const {resource} = incident;
	const room = resource.length - (whole.length - MAX_SUBJECT) - 2;
	if (whole.length <= MAX_SUBJECT || room >= resource.length) return ascii(whole, MAX_SUBJECT);
	const cut = `${resource.slice(0, Math.max(LEAST_NAME, room))}..`;
	return ascii(
		whole.replace(resource, () => cut),
		MAX_SUBJECT,
	);
}

/** A link or mail address as short as it can be told. */
function bare(url: string): string {
	return url.replace(/^(https:\/\/|mailto:)/, '').replace(/\/?(\?.*)?$/, '');
}

/** As much as one text message holds, and whole parts only. */
export function smsOf(incident: Incident, advice: Advice, heldBack: number): string {
	const {alertState, tenant, tenants} = incident;
	const [link] = advice.links;
	const parts = [
		...(tenant === OPERATOR && tenants !== undefined ? [`, ${ownerName(incident)}`] : []),
		...(heldBack > 0 ? [`, and ${heldBack} more alerts`] : []),
		...(alertState === 'resolved' ? [] : [`, ${extent(incident)}`]),
		'.',
		...(link === undefined || alertState === 'resolved' ? [] : [` See ${bare(link.url)}`]),
	];
	const start = subjectOf(incident);
	const whole = parts.reduce((text, part) => (text.length + part.length <= MAX_SMS ? text + part : text), start);
	return ascii(whole, MAX_SMS);
}
