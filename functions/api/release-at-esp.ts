import {freedFrom} from '#shared/model/audit.ts';
import type {EmailAddress} from '#shared/model/names.ts';
import {freedAtEsp} from '#shared/projections/by-hand.ts';
import type {Removed} from '#shared/removal/removal.ts';
import {note} from '#shared/store/audit.ts';
import {type Author, changeSuppressions} from '#shared/store/change.ts';
import type {Caller} from './authorize.ts';
import {type Holding, holdingsOf} from './held-by-esp.ts';
import type {Means} from './route.ts';

/**
 * Takes addresses off the lists of the ESPs that hold them, and notes in the log what was done.
 *
 * @returns the results of each address, one for each ESP that holds it; an address that none holds is not in the map
 */
export async function releaseAtEsps(
	means: Means,
	caller: Caller,
	addresses: readonly EmailAddress[],
	author: Omit<Author, 'action'>,
): Promise<ReadonlyMap<EmailAddress, readonly Removed[]>> {
	const holdings = await holdingsOf(means.store, caller.tenant.id, addresses);
	const results = new Map<EmailAddress, Removed[]>();
	for (const esp of new Set(holdings.map((one) => one.esp))) {
		const here = holdings.filter((one) => one.esp === esp);
		const removed = await means.removeAtEsp(
			caller.tenant.id,
			esp,
			here.map(({held}) => held),
		);
		const done: Holding[] = [];
		for (const [index, holding] of here.entries()) {
			const result = removed[index];
			if (result === undefined) continue;
			results.set(holding.recipient, [...(results.get(holding.recipient) ?? []), result]);
			if (result.done) done.push(holding);
		}
		await noteFreed(means, caller, done, {
			...author,
			detail: `${freedFrom(esp)}it does not hold the address any more.`,
		});
	}
	return results;
}

/** The record says so, where there is one that said otherwise; else the log alone does. */
async function noteFreed(
	{store}: Means,
	{tenant}: Caller,
	done: readonly Holding[],
	author: Omit<Author, 'action'>,
): Promise<void> {
	const action = {...author, action: 'release-at-esp'} as const;
	const addresses = done.map(({recipient}) => recipient);
	const changed = await changeSuppressions(store, tenant.id, addresses, (_, record) => freedAtEsp(record), action);
	const others = addresses.filter((address) => 'kept' in (changed.get(address) ?? {kept: ''}));
	await note(
		store,
		others.map((address) => ({...action, tenant: tenant.id, address})),
	);
}
