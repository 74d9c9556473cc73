import type {Advice} from '#shared/insight/advice.ts';
import type {DelistRequest} from '#shared/insight/delist.ts';
import type {Incident} from '#shared/model/incident.ts';
import {espName, extent, headline, inWords, resourceName} from '#shared/insight/incident-words.ts';

/** Recipient domains that are named one by one in a text. */
const NAMED_DOMAINS = 10;

function section(title: string, lines: readonly string[]): string[] {
	return lines.length === 0 ? [] : ['', title, ...lines.map((line) => (line === '' ? '' : `  ${line}`))];
}

function domainList({domains, otherDomains}: Incident): string {
	const largest = domains.toSorted((one, other) => other.count - one.count);
	const named = largest.slice(0, NAMED_DOMAINS).map(({domain, count}) => `${domain} (${count})`);
	const rest = domains.length - named.length;
	if (otherDomains > 0) return `${named.join(', ')} and others`;
	return rest > 0 ? `${named.join(', ')} and ${rest} more` : named.join(', ');
}

function spread({domains, otherDomains}: Incident): string {
	return domains.length + otherDomains > 1
		? 'Several recipient domains answer like this: it is about you, not about one organization.'
		: 'So far one recipient domain only answers like this.';
}

function facts(incident: Incident): string[] {
	const {tenant, openedAt, lastSeenAt, heldByEsp, codes, regions, rule} = incident;
	return [
		`Tenant: ${tenant}`,
		`What: ${resourceName(incident)}`,
		`Since: ${inWords(openedAt)}, last seen ${inWords(lastSeenAt)}`,
		`How much: ${extent(incident)}`,
		`Recipient domains: ${domainList(incident)}`,
		spread(incident),
		`Sent through: ${espName(incident)}`,
		...(heldByEsp > 0
			? [
					`Good addresses that ${espName(incident)} suppressed because of it: ${heldByEsp}; give them back when it is over`,
				]
			: []),
		...(codes.length > 0 ? [`Codes: ${codes.join(', ')}`] : []),
		...(regions.length > 0 ? [`Microsoft clusters: ${regions.join(', ')}`] : []),
		`Recognized by rule: ${rule}`,
	];
}

function request(delist: DelistRequest | null): string[] {
	if (delist === null) return [];
	switch (delist.way) {
		case 'lookup':
			return section('Look it up', [delist.url, `Search for: ${delist.query}`]);
		case 'mail':
			return section('The mail, ready to send', [
				`To: ${delist.to}`,
				`Subject: ${delist.subject}`,
				'',
				...delist.body.trimEnd().split('\n'),
			]);
		case 'form':
			return section(
				`The form, ready to fill in: ${delist.url}`,
				delist.fields.flatMap(({name, value, hint}) =>
					`${name}: ${value === '' ? `(${hint ?? 'yours'})` : value}`.split('\n'),
				),
			);
	}
}

function whatToDo(advice: Advice, delist: DelistRequest | null): string[] {
	return [
		...section('What it means', [advice.meaning]),
		...section('Who must act', [advice.who]),
		...section(
			'What to do',
			advice.steps.map((step, index) => `${index + 1}. ${step}`),
		),
		...section('Good to know', advice.notes),
		...section(
			'Where',
			advice.links.map(({label, url}) => `${label}: ${url}`),
		),
		...section('How long it takes', [advice.clearing]),
		...section('When to go further', [advice.escalate]),
		...request(delist),
	];
}

function whatIsLeft(incident: Incident): string[] {
	const held = incident.heldByEsp;
	return section('What is left to do', [
		held > 0
			? `${held} good addresses may still be on ${espName(incident)}'s suppression list because of it. Release them there and here.`
			: 'Nothing: mail flows again.',
	]);
}

/** The alert as plain text that a person can act on. The first line says it all. */
export function alertText(incident: Incident, advice: Advice, delist: DelistRequest | null): string {
	return [
		headline(incident),
		...(incident.alertState === 'resolved' ? whatIsLeft(incident) : whatToDo(advice, delist)),
		...section('The facts', facts(incident)),
		...section('The newest response', incident.response.split(/\r\n|\r|\n/)),
		'',
	].join('\n');
}
