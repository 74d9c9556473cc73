import type {Finding} from '#shared/insight/trend.ts';
import {after} from '#shared/insight/trend-calm.ts';
import {hourBefore} from '#shared/insight/windows.ts';
import type {Incident, IncidentTrend} from '#shared/model/incident.ts';
import type {Sample} from '#shared/model/trouble.ts';
import type {Rise} from '#shared/projections/trending.ts';
import type {Watched} from './hours.ts';
import {domainsBehind, espBehind, shownBy} from './seen.ts';
import type {Look} from './watched.ts';

/** Recipient domains are counted from so many hours, and again when there is a new one. */
const DOMAIN_HOURS = 72;
const HOUR_MS = 3_600_000;

/** A finding as its incident is made from it, with what the counters and samples show of it. */
export async function riseFrom(
	watched: Watched,
	finding: Finding,
	before: Incident | undefined,
	look: Look,
): Promise<Rise> {
	const {kind, resource, series, about} = watched;
	const {tenant, store, now} = look;
	const going = before !== undefined && before.state !== 'resolved' ? before : undefined;
	const openedAt = going?.openedAt ?? startOf(finding.since);
	const seenAt = endOf(finding.until, now);
	const hour = openedAt.slice(0, 13);
	const {bad} = after(kind, series, hourBefore(new Date(openedAt), 1), about);
	const fresh = going === undefined || going.lastSeenAt.slice(0, 13) < finding.until;
	const oldest = hourBefore(now, DOMAIN_HOURS);
	const range = {from: hour > oldest ? hour : oldest, to: finding.to};
	const domains = fresh ? await domainsBehind(store, tenant, kind, resource, range) : {};
	const esp = going?.esp ?? (await espBehind(store, tenant, kind, range)) ?? 'ses';
	const shown = shownBy(samplesOf(watched, look.samples));
	const known = shown.response === '' && going !== undefined ? {response: going.response, rule: going.rule} : {};
	return {
		tenant,
		kind,
		resource,
		trend: trendFrom(finding),
		openedAt,
		seenAt,
		seen: {...shown, ...known, ...domains, count: bad, esp},
	};
}

/** One list and one campaign may have several sending domains; an IP and a domain have their own samples. */
function samplesOf({kind, resource}: Watched, samples: readonly Sample[]): Sample[] {
	const own = samples.filter((sample) => sample.kind === kind);
	const named = own.filter((sample) => sample.resource === resource);
	if (kind === 'throttling' || kind === 'authentication') {
		return named.length > 0 ? named : own.filter((sample) => sample.resource === 'all');
	}
	return own;
}

function trendFrom({since, to, bad, total, rate, usual, words, follows, authentication}: Finding): IncidentTrend {
	return {
		since,
		to,
		bad,
		total,
		rate,
		usual,
		words,
		follows,
		...(authentication === undefined
			? {}
			: {failing: {domain: authentication.domain, checks: authentication.checks.map(({check}) => check)}}),
	};
}

const startOf = (hour: string): string => `${hour}:00:00.000Z`;

/** The end of an hour, ISO 8601; now while it runs. */
export function endOf(hour: string, now: Date): string {
	const end = new Date(Date.parse(startOf(hour)) + HOUR_MS - 1);
	return (end < now ? end : now).toISOString();
}
