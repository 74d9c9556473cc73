import {CATEGORIES} from '#shared/model/category.ts';
import type {Fact} from '#shared/model/fact.ts';
import type {TrendKind} from '#shared/model/incident.ts';
import {domainOf, isDomain, isIpAddress} from '#shared/model/names.ts';
import {MAX_SAMPLE_RESPONSE, type Sample, type Trouble, type TroubleResource} from '#shared/model/trouble.ts';
import {withoutAddresses} from './without-addresses.ts';

/** Older facts came late: whatever they tell of is over or was told of. */
const NEWS_MS = 24 * 3_600_000;
/** Samples of one resource that are kept together. */
const MAX_SAMPLES = 5;
const ALL = 'all';

function kindOf({event, classification}: Fact): TrendKind | undefined {
	if (event.kind === 'complaint') return 'complaints';
	if (classification === null) return undefined;
	const {category} = classification;
	if (category === 'ip-throttled') return 'throttling';
	if (category === 'authentication-failed') return 'authentication';
	return event.kind === 'bounce' && CATEGORIES[category].suppression === 'suppress' ? 'list-quality' : undefined;
}

/**
 * Of which trend a fact may be part, and what that would be about: the sending IP that is slowed down, the sending domain
 * that does not pass authentication or whose mail meets dead addresses and complaints. Pure.
 *
 * The resources are those that counters are kept of. Undefined where a fact is nothing to worry about, however many come.
 */
export function troubleOf(fact: Fact): TroubleResource | undefined {
	const kind = kindOf(fact);
	if (kind === undefined) return undefined;
	const {senderIp, event} = fact;
	if (kind === 'throttling') return {kind, resource: senderIp !== null && isIpAddress(senderIp) ? senderIp : ALL};
	return {
		kind,
		resource: event.sendingDomain !== undefined && isDomain(event.sendingDomain) ? event.sendingDomain : ALL,
	};
}

/**
 * The trouble that facts of one tenant tell of, by kind and resource, that with most facts first. Facts that happened more
 * than 24 hours ago tell of none. Pure.
 *
 * @param wanted whether samples of a kind and resource are wanted
 */
export function troublesOf(facts: readonly Fact[], now: Date, wanted: (of: TroubleResource) => boolean): Trouble[] {
	const oldest = new Date(now.getTime() - NEWS_MS).toISOString();
	const found = new Map<string, {of: TroubleResource; facts: Fact[]}>();
	for (const fact of facts) {
		const of = fact.occurredAt < oldest ? undefined : troubleOf(fact);
		if (of === undefined || !wanted(of)) continue;
		const name = `${of.kind}#${of.resource}`;
		const known = found.get(name) ?? {of, facts: []};
		known.facts.push(fact);
		found.set(name, known);
	}
	return [...found.values()]
		.sort((one, other) => other.facts.length - one.facts.length)
		.map(({of, facts: all}) => ({...of, samples: various(all).map((fact) => sampleOf(of, fact))}));
}

/** Some of the facts: first those of different rules and recipient domains, then any. */
function various(facts: readonly Fact[]): Fact[] {
	const seen = new Set<string>();
	const [fresh, alike]: [Fact[], Fact[]] = [[], []];
	for (const fact of facts) {
		const name = `${fact.classification?.rule ?? ''} ${domainOf(fact.event.recipient) ?? ''}`;
		(seen.has(name) ? alike : fresh).push(fact);
		seen.add(name);
	}
	return [...fresh, ...alike].slice(0, MAX_SAMPLES);
}

function sampleOf(of: TroubleResource, {id, occurredAt, event, classification, senderIp}: Fact): Sample {
	const {recipient, ...tokens} = classification?.tokens ?? {};
	const text = 'diagnostic' in event ? event.diagnostic : null;
	const domain = domainOf(event.recipient);
	const spellings = [event.recipient, event.recipientAsReceived, recipient].flatMap((spelling) => spelling ?? []);
	return {
		...of,
		id,
		at: occurredAt,
		...(text === null
			? {}
			: {response: withoutAddresses(text, spellings).slice(0, MAX_SAMPLE_RESPONSE).toWellFormed()}),
		...(classification === null
			? {}
			: {category: classification.category, rule: classification.rule, receiver: classification.source, tokens}),
		...(domain === undefined ? {} : {domain}),
		...(event.sendingDomain === undefined ? {} : {sendingDomain: event.sendingDomain}),
		...(senderIp === null ? {} : {senderIp}),
	};
}
