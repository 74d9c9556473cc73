import type {Advice} from '#shared/insight/advice.ts';
import type {DelistRequest} from '#shared/insight/delist.ts';
import {isRefusal} from '#shared/insight/incident-names.ts';
import {espName, extent, headline, inWords, resourceName} from '#shared/insight/incident-words.ts';
import type {AlertJson} from '#shared/model/alert.ts';
import type {Incident} from '#shared/model/incident.ts';
import {delistings, dnsLines} from './dns-words.ts';

/** Recipient domains and tenants that are named one by one in a text. */
const NAMED = 10;

type Held = AlertJson['heldBack'];

function section(title: string, lines: readonly string[]): string[] {
	return lines.length === 0 ? [] : ['', title, ...lines.map((line) => (line === '' ? '' : `  ${line}`))];
}

function listed(named: readonly {readonly name: string; readonly count: number}[], andOthers = false): string {
	const some = named.slice(0, NAMED).map(({name, count}) => `${name} (${count})`);
	const rest = named.length - some.length;
	if (andOthers) return `${some.join(', ')} and others`;
	return rest > 0 ? `${some.join(', ')} and ${rest} more` : some.join(', ');
}

/** One organization or many: as it was found, or else by where the responses came from. */
function spread({kind, attribution, domains, otherDomains}: Incident): string[] {
	if (attribution !== undefined && attribution.verdict !== 'too few to say') {
		return [attribution.words, attribution.follows];
	}
	if (!isRefusal({kind}) || kind === 'account-ban') return [];
	if (attribution !== undefined) return [attribution.words];
	return [
		domains.length + otherDomains > 1
			? 'Several recipient domains answer like this: it is about you, not about one organization.'
			: 'So far one recipient domain only answers like this.',
	];
}

function facts(incident: Incident): string[] {
	const {tenant, openedAt, lastSeenAt, heldByEsp, codes, regions, rule, domains, tenants = []} = incident;
	const asNamed = domains.map(({domain, count}) => ({name: domain, count}));
	return [
		`Tenant: ${tenant}`,
		...(tenants.length > 0
			? [`Whose: ${listed(tenants.map((each) => ({name: each.tenant, count: each.count})))}`]
			: []),
		`What: ${resourceName(incident)}`,
		`Since: ${inWords(openedAt)}, last seen ${inWords(lastSeenAt)}`,
		`How much: ${extent(incident)}`,
		...(domains.length > 0 ? [`Recipient domains: ${listed(asNamed, incident.otherDomains > 0)}`] : []),
		`Sent through: ${espName(incident)}`,
		...(heldByEsp > 0 && incident.alertState !== 'resolved'
			? [
					`Good addresses that ${espName(incident)} suppressed because of it: ${heldByEsp}; give them back when it is over`,
				]
			: []),
		...(codes.length > 0 ? [`Codes: ${codes.join(', ')}`] : []),
		...(regions.length > 0 ? [`Microsoft clusters: ${regions.join(', ')}`] : []),
		...(isRefusal(incident) ? [`Recognized by rule: ${rule}`] : []),
		`Incident: ${incident.id}, alert ${incident.alertSequence}`,
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

function whatToDo(incident: Incident, advice: Advice, delist: DelistRequest | null): string[] {
	const {trend} = incident;
	return [
		...section('What it means', [...(trend === undefined ? [] : [trend.words]), advice.meaning]),
		...section('One organization or many', spread(incident)),
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
		...section('What DNS says', dnsLines(incident)),
	];
}

function whatIsLeft(incident: Incident): string[] {
	const held = incident.heldByEsp;
	if (held === 0) return [];
	return section('What is left to do', [
		`${held === 1 ? '1 good address' : `${held} good addresses`} may still be on ${espName(incident)}'s suppression list because of it. Release ${held === 1 ? 'it' : 'them'} there and here.`,
	]);
}

function heldBack({named, more}: Held): string[] {
	if (named.length + more === 0) return [];
	const later =
		more > 0 ? [`${more} further ${more === 1 ? 'alert waits' : 'alerts wait'} and will be told later.`] : [];
	return section('Held back until now, because of the ceiling of alerts an hour', [
		...named.map((alert) => `- ${alert.headline}`),
		...later,
	]);
}

/**
 * The alert as plain text that a person can act on. The first line says it all.
 *
 * @param incident bounded
 */
export function alertText(incident: Incident, advice: Advice, delist: DelistRequest | null, held: Held): string {
	return [
		headline(incident),
		...section('Taken off the list', delistings(incident)),
		...(incident.alertState === 'resolved' ? whatIsLeft(incident) : whatToDo(incident, advice, delist)),
		...section('The facts', facts(incident)),
		...section('The newest response', incident.response === '' ? [] : incident.response.split(/\r\n|\r|\n/)),
		...heldBack(held),
		'',
	].join('\n');
}
