import {type AuditEntry, freedAt} from '#shared/model/audit.ts';
import type {EspName} from '#shared/model/event.ts';
import type {Fact} from '#shared/model/fact.ts';
import type {EmailAddress, TenantId} from '#shared/model/names.ts';
import type {SuppressionRecord} from '#shared/model/suppression.ts';
import type {Held} from '#shared/removal/removal.ts';
import {listAudit} from '#shared/store/audit.ts';
import type {Store} from '#shared/store/client.ts';
import {readFacts} from '#shared/store/facts.ts';
import {sideBySide} from '#shared/store/side-by-side.ts';
import {readSuppressions} from '#shared/store/suppressions.ts';

const AT_ONCE = 16;
/** The newest entries of an address that are looked through for what was released at an ESP. */
const ENTRIES = 100;

/** One address on the list of one ESP. */
export interface Holding {
	readonly recipient: EmailAddress;
	readonly esp: EspName;
	readonly held: Held;
}

/** What the ESPs hold of some addresses, as far as our records and events tell, less what was taken off there since. */
export async function holdingsOf(
	store: Store<'Facts' | 'Suppressions' | 'Audit'>,
	tenant: TenantId,
	addresses: readonly EmailAddress[],
): Promise<Holding[]> {
	const records = await readSuppressions(store, tenant, addresses);
	const holdings: Holding[] = [];
	await sideBySide([...new Set(addresses)], AT_ONCE, async (recipient) => {
		const [facts, {entries}] = await Promise.all([
			readFacts(store, tenant, recipient),
			listAudit(store, tenant, {address: recipient, limit: ENTRIES}),
		]);
		holdings.push(...holdingsIn(recipient, records.get(recipient), facts, entries));
	});
	return holdings;
}

/** Each ESP that said that it holds the address, with the spelling and part of its newest event. */
function holdingsIn(
	recipient: EmailAddress,
	record: SuppressionRecord | undefined,
	facts: readonly Fact[],
	entries: readonly AuditEntry[],
): Holding[] {
	const reason = record?.reason === 'complaint' || record?.reason === 'unsubscribe' ? record.reason : 'bounce';
	const byEsp = new Map<EspName, Holding>();
	for (const {event, occurredAt} of facts) {
		const holds = event.kind === 'bounce' && event.heldByEsp === true && occurredAt > freedAt(entries, event.esp);
		if (!holds || byEsp.has(event.esp)) continue;
		const address = event.recipientAsReceived ?? recipient;
		byEsp.set(event.esp, {recipient, esp: event.esp, held: {address, reason, part: event.part}});
	}
	if (record?.heldByEsp === true && record.esp !== null && !byEsp.has(record.esp)) {
		const address = record.recipientAsReceived ?? recipient;
		byEsp.set(record.esp, {recipient, esp: record.esp, held: {address, reason, part: record.parts?.[0]}});
	}
	return [...byEsp.values()];
}
