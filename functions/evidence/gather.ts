import {log} from '#functions/middleware/log.ts';
import type {OpenLookups} from '#shared/dns/lookups.ts';
import {isSpamhausKey} from '#shared/insight/dns/lists.ts';
import {dnsChecks} from '#shared/insight/dns.ts';
import type {Lookups} from '#shared/model/dns.ts';
import type {DnsCheck, Incident} from '#shared/model/incident.ts';
import {settingsSchema} from '#shared/model/tenant.ts';
import {withEvidence} from '#shared/projections/evidence.ts';
import {pause} from '#shared/store/back-off.ts';
import type {Store} from '#shared/store/client.ts';
import {listUnresolved, readIncident, writeIncident} from '#shared/store/incidents.ts';
import {sideBySide} from '#shared/store/side-by-side.ts';
import {readTenant} from '#shared/store/tenants.ts';
import {inOrder, isDue} from './due.ts';
import {readHeard, subjectOf} from './subject.ts';

export interface Gatherer {
	readonly store: Store<'Incidents' | 'Tenants' | 'Facts' | 'Reputation'>;
	/** @param deadline milliseconds after which every look-up is unknown */
	readonly openLookups: (deadline: number) => OpenLookups;
	/** The operator's key of Spamhaus's Data Query Service; undefined where there is none. */
	readonly spamhausKey: () => Promise<string | undefined>;
	readonly now: () => Date;
	/** Time that is left, in milliseconds. */
	readonly remaining: () => number;
}

/** What became of an incident. `over`: resolved, or asked about, by somebody else meanwhile. `conflict`: others keep writing it. */
type Outcome = 'told' | 'over' | 'conflict';
/** How many incidents a run left how. `late` are due and were left for the next run. */
export type Gathered = Readonly<Record<Outcome | 'late', number>>;

const MOST = 25;
const AT_ONCE = 5;
const MAX_ATTEMPTS = 6;
/** Look-ups have so long, all together, and end so long before the function does. */
const LOOKUPS_MS = 75_000;
const LAST_MS = 20_000;

/**
 * Asks DNS about the incidents that are due, and writes what it says into them: at most 25 a run.
 *
 * @throws AggregateError after all others were done, where some could not be read or written
 */
export async function gatherAll(gatherer: Gatherer): Promise<Gathered> {
	const {store, openLookups, now, remaining} = gatherer;
	const faults: unknown[] = [];
	const due = inOrder(await listUnresolved(store, (fault) => faults.push(fault)), now());
	const broken = faults.length;
	const counts: Record<Outcome | 'late', number> = {
		told: 0,
		over: 0,
		conflict: 0,
		late: Math.max(0, due.length - MOST),
	};
	if (due.length + broken === 0) return counts;
	const key = await readKey(gatherer);
	const lookups = openLookups(Math.max(0, Math.min(LOOKUPS_MS, remaining() - LAST_MS)));
	try {
		await sideBySide(due.slice(0, MOST), AT_ONCE, async (incident) => {
			if (remaining() < LAST_MS) {
				counts.late += 1;
				return;
			}
			try {
				counts[await gatherOne(incident, lookups, key, gatherer)] += 1;
			} catch (fault) {
				faults.push(fault);
			}
		});
	} finally {
		lookups.close();
	}
	log.info('evidence-gathered', {...counts, failed: faults.length});
	if (faults.length > 0)
		throw new AggregateError(faults, `evidence: ${faults.length} of ${due.length + broken} incidents failed`, {
			cause: faults[0],
		});
	return counts;
}

/** Without the key, Spamhaus is asked as anybody may; the fault is never quoted, for it may hold the key. */
async function readKey({spamhausKey}: Gatherer): Promise<string | undefined> {
	const key = await spamhausKey().catch((fault: unknown) => {
		log.warn('operator-secret-unreadable', {reason: fault instanceof Error ? fault.name : 'unknown'});
		return undefined;
	});
	if (key === undefined || isSpamhausKey(key)) return key;
	log.warn('operator-secret-unreadable', {reason: 'spamhausKey is no key'});
	return undefined;
}

async function gatherOne(
	incident: Incident,
	lookups: Lookups,
	key: string | undefined,
	{store, now}: Gatherer,
): Promise<Outcome> {
	const subject = subjectOf(incident, await readHeard(store, incident));
	return write(incident, await dnsChecks(subject, lookups, key), {store, now});
}

/** Writes only what is this function's own; who wrote meanwhile is read again. */
async function write(
	listed: Incident,
	checks: readonly DnsCheck[],
	{store, now}: Pick<Gatherer, 'store' | 'now'>,
): Promise<Outcome> {
	const settings = (await readTenant(store, listed.tenant))?.settings ?? settingsSchema.parse({});
	let incident: Incident | undefined = listed;
	for (let attempt = 1; attempt <= MAX_ATTEMPTS; attempt += 1) {
		if (await writeIncident(store, withEvidence(incident, checks, settings, now()))) return 'told';
		await pause(attempt);
		incident = await readIncident(store, listed.tenant, listed.id);
		if (incident === undefined || !isDue(incident, now())) return 'over';
	}
	return 'conflict';
}
