import {TransactionCanceledException} from '@aws-sdk/client-dynamodb';
import {TransactWriteCommand, type TransactWriteCommandInput} from '@aws-sdk/lib-dynamodb';
import {pause} from './back-off.ts';
import type {Store} from './client.ts';
import {busy} from './faults.ts';

/** DynamoDB's own limit. Its other one, 4 MB, is never reached: no item that we write is above 20 KB. */
export const MAX_WRITES = 100;
const MAX_ATTEMPTS = 10;

/** One write of a transaction, and what it means when its condition fails. */
export interface Write {
	readonly item: NonNullable<TransactWriteCommandInput['TransactItems']>[number];
	/** What is there already under this id; without one, a failed condition means that the item was changed meanwhile. */
	readonly once?: string;
}

/** What a plan is made from. */
export interface Round {
	/** Ids that turned out to be there already: leave them out, with all that follows from them. */
	readonly gone: ReadonlySet<string>;
	/** 0 at first; raised each time that somebody else was in the way. */
	readonly attempt: number;
	/** An item was changed since it was read: read again. */
	readonly stale: boolean;
}

/**
 * Writes a transaction, whole or not at all. Where some of it is there already, the rest is planned and written anew;
 * where somebody else changed an item meanwhile or writes one just now, or DynamoDB asks to slow down, it is planned and
 * written anew after a growing pause.
 *
 * @param plan the writes, at most 100; none where nothing is left
 * @returns the ids that were there already
 * @throws Error after ten attempts in vain, the SDK's exception for any other fault; `isPassing` tells what may pass
 */
export async function commit(
	{client}: Pick<Store, 'client'>,
	plan: (round: Round) => Promise<readonly Write[]>,
): Promise<ReadonlySet<string>> {
	const gone = new Set<string>();
	let stale = false;
	let cause: unknown;
	for (let attempt = 0; attempt < MAX_ATTEMPTS; ) {
		const writes = await plan({gone, attempt, stale});
		if (writes.length === 0) return gone;
		try {
			await client.send(new TransactWriteCommand({TransactItems: writes.map(({item}) => item)}));
			return gone;
		} catch (fault) {
			const found = interpret(fault, writes);
			if (found === undefined) throw fault;
			for (const id of found.duplicates) gone.add(id);
			stale = found.stale;
			if (!found.stale && !found.busy) continue; // only duplicates: fewer each time, so this ends
			cause = fault;
			attempt += 1;
			await pause(attempt);
		}
	}
	throw busy(`a transaction met others ${MAX_ATTEMPTS} times`, cause);
}

interface Refused {
	readonly duplicates: readonly string[];
	readonly stale: boolean;
	readonly busy: boolean;
}

/** Reasons that pass by themselves ("TransactWriteItems", API reference, cancellation reasons). */
const BUSY: ReadonlySet<string> = new Set(['TransactionConflict', 'ThrottlingError', 'ProvisionedThroughputExceeded']);

/** Why a transaction was canceled, write by write; undefined where trying again would not help. */
function interpret(fault: unknown, writes: readonly Write[]): Refused | undefined {
	if (!(fault instanceof TransactionCanceledException)) return undefined;
	const duplicates: string[] = [];
	let [stale, busy] = [false, false];
	for (const [index, {Code: code = 'None'}] of (fault.CancellationReasons ?? []).entries()) {
		if (code === 'None') continue;
		if (BUSY.has(code)) busy = true;
		else if (code !== 'ConditionalCheckFailed') return undefined;
		else {
			const id = writes[index]?.once;
			if (id === undefined) stale = true;
			else duplicates.push(id);
		}
	}
	return duplicates.length === 0 && !stale && !busy ? undefined : {duplicates, stale, busy};
}
