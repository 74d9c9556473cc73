import {BAN_KINDS, type Incident, MAX_INCIDENT_DOMAINS} from '#shared/model/incident.ts';
import {isIpAddress, OPERATOR} from '#shared/model/names.ts';
import {isNetwork} from '#shared/model/network.ts';
import type {TenantSettings} from '#shared/model/tenant.ts';
import {alerted, goingState} from './alerting.ts';
import {seen} from './counted.ts';
import {resolved} from './passing.ts';
import {told, withSample} from './timeline.ts';
import {withoutAddresses} from './without-addresses.ts';

/** One tenant's trouble with an IP is its own; of two or more it is the operator's. */
const LEAST_TENANTS = 2;
const MAX_TENANTS = 100;
const KINDS: readonly Incident['kind'][] = [...BAN_KINDS, 'throttling'];

/** Whether an incident may concern several tenants: what an IP or a network is blamed for, it is for all who share it. */
export function mayBeShared({tenant, kind, resource, state}: Incident): boolean {
	if (tenant === OPERATOR || state === 'resolved' || !KINDS.includes(kind)) return false;
	return isIpAddress(resource) || isNetwork(resource);
}

/**
 * What the tenants' incidents of one id make of the operator's. Pure; folding the same ones again changes nothing. It opens
 * with an alert when two tenants have one that goes on, and is resolved with one when none has any more. Its counts never
 * go down meanwhile: a tenant that is done stays in them.
 *
 * @param parts the tenants' incidents that go on
 * @returns the changed incident; undefined where nothing changes
 */
export function foldOperator(
	before: Incident | undefined,
	parts: readonly Incident[],
	settings: TenantSettings,
	now: Date,
): Incident | undefined {
	const going = before !== undefined && before.state !== 'resolved' ? before : undefined;
	const [newest] = parts.toSorted((one, other) => (one.lastSeenAt > other.lastSeenAt ? -1 : 1));
	if (newest === undefined) {
		return going && resolved(going, 'It is over for all tenants.', settings, now);
	}
	if (going === undefined) {
		if (new Set(parts.map(({tenant}) => tenant)).size < LEAST_TENANTS) return undefined;
		return alerted(merged(opened(before, newest, parts, now), parts, newest), 'opened', settings, now);
	}
	const next = merged(going, parts, newest);
	return JSON.stringify(next) === JSON.stringify(going) ? undefined : next;
}

function opened(before: Incident | undefined, newest: Incident, parts: readonly Incident[], now: Date): Incident {
	const {supersededBy: _, evidence: __, resolvedAt: ___, refusalRate: ____, ...shape} = newest;
	const at = now.toISOString();
	const words = `${parts.length} tenants meet it.`;
	const incident: Incident = {
		...shape,
		tenant: OPERATOR,
		state: 'open',
		episode: (before?.episode ?? 0) + 1,
		count: 0,
		domains: [],
		otherDomains: 0,
		heldByEsp: 0,
		codes: [],
		regions: [],
		samples: [],
		tenants: [],
		timeline: before?.timeline ?? [],
		alertSequence: before?.alertSequence ?? 0,
		sentSequence: before?.sentSequence ?? 0,
		version: before?.version ?? 0,
	};
	return told(incident, {at, what: before === undefined ? 'opened' : 'reopened', words});
}

function merged(incident: Incident, parts: readonly Incident[], newest: Incident): Incident {
	const sum = (read: (part: Incident) => number) => parts.reduce((all, part) => all + read(part), 0);
	const tenants = tenantsOf(incident, parts);
	const times = (read: (part: Incident) => string) => [incident, ...parts].map(read).sort();
	const isGoing = parts.some(({state}) => state !== 'easing');
	const {response, rule, esp, senderIp, trend} = newest;
	return {
		...incident,
		state: isGoing ? goingState(incident) : 'easing',
		openedAt: times(({openedAt}) => openedAt)[0] ?? incident.openedAt,
		lastSeenAt: times(({lastSeenAt}) => lastSeenAt).at(-1) ?? incident.lastSeenAt,
		count: Math.max(incident.count, tenants.all),
		...domainsOf(incident, parts),
		heldByEsp: Math.max(
			incident.heldByEsp,
			sum(({heldByEsp}) => heldByEsp),
		),
		// Whom a tenant mails is the tenant's own; and what it erases must stand nowhere else.
		response: withoutAddresses(response, []),
		rule,
		esp,
		senderIp,
		codes: seen(incident.codes, ...parts.flatMap(({codes}) => codes)),
		regions: seen(incident.regions, ...parts.flatMap(({regions}) => regions)),
		samples: parts
			.flatMap(({samples}) => samples)
			.reduce((all, sample) => [...withSample(all, sample)], incident.samples),
		deliveredSince: sum(({deliveredSince}) => deliveredSince),
		tenants: tenants.most,
		...(trend === undefined ? {} : {trend}),
	};
}

function tenantsOf({tenants: before = []}: Incident, parts: readonly Incident[]) {
	const counts = new Map(before.map(({tenant, count}) => [tenant, count]));
	for (const {tenant, count} of parts) counts.set(tenant, Math.max(count, counts.get(tenant) ?? 0));
	const most = [...counts]
		.map(([tenant, count]) => ({tenant, count}))
		.sort((one, other) => other.count - one.count || (one.tenant < other.tenant ? -1 : 1));
	return {most: most.slice(0, MAX_TENANTS), all: most.reduce((sum, {count}) => sum + count, 0)};
}

function domainsOf(incident: Incident, parts: readonly Incident[]): Pick<Incident, 'domains' | 'otherDomains'> {
	const sums = new Map<string, number>();
	for (const {domain, count} of parts.flatMap(({domains}) => domains))
		sums.set(domain, count + (sums.get(domain) ?? 0));
	for (const {domain, count} of incident.domains) sums.set(domain, Math.max(count, sums.get(domain) ?? 0));
	const all = [...sums]
		.map(([domain, count]) => ({domain, count}))
		.sort((one, other) => other.count - one.count || (one.domain < other.domain ? -1 : 1));
	const rest = all.slice(MAX_INCIDENT_DOMAINS).reduce((total, {count}) => total + count, 0);
	const others = parts.reduce((total, {otherDomains}) => total + otherDomains, rest);
	return {domains: all.slice(0, MAX_INCIDENT_DOMAINS), otherDomains: Math.max(incident.otherDomains, others)};
}
