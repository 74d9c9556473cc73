import {classify} from '#shared/classify/classify.ts';
import type {DnsSubject} from '#shared/insight/dns.ts';
import {type Incident, TREND_KINDS} from '#shared/model/incident.ts';
import {isDomain, isIpAddress, OPERATOR, type TenantId} from '#shared/model/names.ts';
import {covers, isNetwork} from '#shared/model/network.ts';
import type {Store} from '#shared/store/client.ts';
import {readIncidentFacts} from '#shared/store/incident-facts.ts';
import {readSamples} from '#shared/store/samples.ts';

/** What was heard of who sent a message. */
export interface Heard {
	readonly senderIp: string | null;
	readonly sendingDomain: string | undefined;
	readonly helo: string | undefined;
}

/** Responses that are looked at for domains and HELO names. */
const MOST_HEARD = 50;
const MOST_DOMAINS = 2;
const HOUR_MS = 3_600_000;

/** Who sent the mail that an incident is about, as far as facts and samples still tell. */
export async function readHeard(store: Store<'Facts' | 'Reputation'>, incident: Incident): Promise<Heard[]> {
	// The operator's incidents are made of the tenants', of the same id.
	const tenant: TenantId | undefined = incident.tenant === OPERATOR ? incident.tenants?.[0]?.tenant : incident.tenant;
	if (tenant === undefined) return [];
	const kind = TREND_KINDS.find((trend) => trend === incident.kind);
	if (kind === undefined) {
		const {facts} = await readIncidentFacts(store, tenant, incident.id, {limit: MOST_HEARD});
		return facts.map(({senderIp, event}) => ({
			senderIp,
			sendingDomain: event.sendingDomain,
			// Of a stored fact, tokens that stand in its response are read again.
			helo: 'diagnostic' in event ? classify({text: event.diagnostic}).tokens.helo : undefined,
		}));
	}
	const last = Date.parse(incident.lastSeenAt);
	const hour = (time: number) => new Date(time).toISOString().slice(0, 13);
	const {resource} = incident;
	const samples = await readSamples(store, tenant, {kind, from: hour(last - HOUR_MS), to: hour(last)});
	return samples
		.filter((sample) => sample.resource === resource)
		.slice(0, MOST_HEARD)
		.map(({senderIp, sendingDomain, tokens}) => ({senderIp: senderIp ?? null, sendingDomain, helo: tokens?.helo}));
}

/** The most frequent first. */
function byCount(names: readonly (string | undefined)[]): string[] {
	const counts = new Map<string, number>();
	for (const name of names) if (name !== undefined) counts.set(name, (counts.get(name) ?? 0) + 1);
	return [...counts].sort(([, one], [, other]) => other - one).map(([name]) => name);
}

/**
 * What DNS is to be asked about an incident. Pure. The IP is the incident's own; of a network, or of a domain, the one that
 * was seen last. Domains are the incident's own, then those that sent most.
 */
export function subjectOf(incident: Incident, heard: readonly Heard[]): DnsSubject {
	const {resource, senderIp, esp, trend} = incident;
	const ip = ipOf(incident);
	const mine = isIpAddress(resource) ? heard.filter((one) => one.senderIp === resource) : heard;
	const sending = byCount(mine.map(({sendingDomain}) => sendingDomain));
	const names = [resource, trend?.failing?.domain ?? '', ...sending].map((name) => name.toLowerCase()).filter(isName);
	const domains = [...new Set(names)].slice(0, MOST_DOMAINS);
	const helos = byCount(
		mine.filter((one) => one.senderIp === null || one.senderIp === (ip ?? senderIp)).map(({helo}) => helo),
	);
	return {ip, helo: helos[0]?.toLowerCase() ?? null, domains, esp};
}

function ipOf({resource, senderIp}: Incident): string | null {
	if (isIpAddress(resource)) return resource;
	if (senderIp === null || !isIpAddress(senderIp)) return null;
	if (isNetwork(resource)) return covers(resource, senderIp) ? senderIp : null;
	return isName(resource) ? senderIp : null;
}

/** An IPv4 address has the form of a domain, too. */
const isName = (text: string): boolean => isDomain(text) && !isIpAddress(text);
