import type {Fact} from '#shared/model/fact.ts';
import type {TenantId} from '#shared/model/names.ts';
import {troublesOf} from '#shared/projections/trouble.ts';
import type {Store} from '#shared/store/client.ts';
import {writeSamples} from '#shared/store/samples.ts';
import {markTroubled, TOLD_EVERY_MS} from '#shared/store/trouble.ts';

/** Kinds and resources of one tenant that samples are taken of within five minutes, and tenants kept in mind. */
const MAX_RESOURCES = 50;
const MAX_TENANTS = 1_000;

/** Tells of the trouble in some facts of one tenant, before they are recorded. */
export type TellTrouble = (tenant: TenantId, facts: readonly Fact[]) => Promise<void>;

/**
 * Marks and samples of trouble, each at most once in five minutes: what was told is kept in mind until these five minutes
 * are over, once it is written.
 *
 * Rejected where something could not be written: then the facts must come again, so that no trouble stays unknown.
 */
export function troubleTeller(store: Store<'Reputation'>, now: () => Date): TellTrouble {
	const told = new Map<TenantId, Set<string>>();
	let period = 0;
	return async (tenant, facts) => {
		const at = now();
		const current = Math.floor(at.getTime() / TOLD_EVERY_MS);
		if (current !== period || told.size >= MAX_TENANTS) told.clear();
		period = current;
		const before = told.get(tenant);
		const room = MAX_RESOURCES - (before?.size ?? 0);
		if (room === 0) return;
		const troubles = troublesOf(facts, at, (of) => before?.has(nameOf(of)) !== true).slice(0, room);
		if (troubles.length === 0) return;
		await writeSamples(store, tenant, troubles, at);
		if (before === undefined) await markTroubled(store, tenant, at);
		told.set(tenant, new Set([...(before ?? []), ...troubles.map(nameOf)]));
	};
}

const nameOf = ({kind, resource}: {readonly kind: string; readonly resource: string}): string => `${kind}#${resource}`;
