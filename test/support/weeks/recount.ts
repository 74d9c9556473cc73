import * as z from 'zod/mini';
import {oneReputation} from '#functions/api/answers/reputation.ts';
import type {SimulatedEvent} from '#test/support/simulate/mail.ts';
import type {Posting} from './posting.ts';

const reputation = z.object({values: z.array(oneReputation)});

/** What the API counts, and what was posted. */
const COUNTED = ['delivered', 'bounced', 'deferred', 'complained', 'unsubscribed', 'dead', 'blocked'] as const;
export type Counted = Record<(typeof COUNTED)[number], number>;

/** What each cause is, in the words of a mailing's owner. A full mailbox is neither of both. */
const DEAD: ReadonlySet<string> = new Set(['dead']);
const BLOCKED: ReadonlySet<string> = new Set(['banned', 'listed', 'policy', 'dkim', 'spam', 'throttled']);

/** Counts events one by one, without any of the project's own functions. */
function recount(events: readonly SimulatedEvent[]): Counted {
	const of = (kind: string, causes?: ReadonlySet<string>) =>
		events.filter((event) => event.kind === kind && (causes?.has(event.cause) ?? true)).length;
	return {
		delivered: of('delivery'),
		bounced: of('bounce'),
		deferred: of('deferral'),
		complained: of('complaint'),
		unsubscribed: of('unsubscribe'),
		dead: of('bounce', DEAD),
		blocked: of('bounce', BLOCKED),
	};
}

/** What the API told, and what was posted, of one value. */
export interface Compared {
	readonly tenant: string;
	readonly dimension: string;
	readonly value: string;
	readonly told: Counted;
	readonly posted: Counted;
}

async function toldOf({ask}: Posting, tenant: string, query: Record<string, string>): Promise<Counted> {
	const {values} = reputation.parse(await ask(tenant, `/v1/reputation?${new URLSearchParams(query)}`));
	const [first] = values;
	const counts = COUNTED.map((name) => [name, first?.[name] ?? 0] as const);
	return {...recount([]), ...Object.fromEntries(counts)};
}

/**
 * The API's counters of a tenant's whole mail, and of each of its IPs, beside those of the posted events. Of an IP's mail
 * only what its ESP names the IP of: SES everything, SendGrid no complaint and no unsubscribe, Postmark nothing.
 */
export async function compareCounters(
	posting: Posting,
	tenant: string,
	posted: readonly SimulatedEvent[],
	range: {readonly from: string; readonly to: string},
): Promise<Compared[]> {
	const own = posted.filter((event) => event.tenant === tenant);
	const all: Compared = {
		tenant,
		dimension: 'all',
		value: 'all',
		told: await toldOf(posting, tenant, {dimension: 'all', ...range}),
		posted: recount(own),
	};
	const named = own.filter(
		({esp, kind}) => esp === 'ses' || (esp === 'sendgrid' && kind !== 'complaint' && kind !== 'unsubscribe'),
	);
	const ips = [...new Set(named.map(({ip}) => ip))];
	const each = ips.map(async (ip): Promise<Compared> => {
		const told = await toldOf(posting, tenant, {dimension: 'sending-ip', value: ip, ...range});
		return {tenant, dimension: 'sending-ip', value: ip, told, posted: recount(named.filter((one) => one.ip === ip))};
	});
	return [all, ...(await Promise.all(each))];
}
