import {type AuditEntry, freedAt} from '#shared/model/audit.ts';
import type {EspName} from '#shared/model/event.ts';
import type {Fact} from '#shared/model/fact.ts';
import type {SuppressionRecord} from '#shared/model/suppression.ts';
import {sinceOf} from '#shared/model/suppression-filter.ts';
import {ESP_TITLES, howToRelease} from './esp-list.ts';
import {meaningOf} from './verdict.ts';

const DAY_MS = 86_400_000;

/** Bounces that count towards a suppression: how many there are, how many it takes, and within how many days. */
export interface Watching {
	readonly count: number;
	readonly threshold: number;
	readonly windowDays: number;
}

/** How close a watched address is to being suppressed; null where it is not watched. */
export function watchingOf(
	record: SuppressionRecord | undefined,
	{threshold, windowDays}: Omit<Watching, 'count'>,
	now: Date,
): Watching | null {
	if (record?.status !== 'watching') return null;
	const opens = new Date(now.getTime() - windowDays * DAY_MS).toISOString();
	return {count: record.countedAt.filter((time) => time >= opens).length, threshold, windowDays};
}

/** What an ESP's own list says, and how to mend it. */
export interface HeldAt {
	readonly name: EspName;
	/** It refuses mail to the address on its own account. */
	readonly holds: boolean;
	/** The call to make; also where nothing is held as far as we know. */
	readonly howToRelease: string;
}

/**
 * Whether the ESP holds the address: its last word counts, unless the address was taken off there since. A block makes no
 * record of ours, so the events are asked as well.
 *
 * @param facts newest first
 * @param changes newest first
 */
export function heldAt(
	record: SuppressionRecord | undefined,
	facts: readonly Fact[],
	changes: readonly AuditEntry[],
): HeldAt | null {
	const told = facts.find(({event, occurredAt}) => holds(event) && occurredAt > freedAt(changes, event.esp));
	const name = told?.event.esp ?? record?.esp ?? facts[0]?.event.esp;
	if (name === undefined) return null;
	const {reason} = record ?? {};
	const event = told?.event ?? facts[0]?.event;
	return {
		name,
		holds: told !== undefined || record?.heldByEsp === true,
		howToRelease: howToRelease(name, {
			address: event?.recipientAsReceived ?? record?.recipientAsReceived ?? event?.recipient ?? record?.recipient ?? '',
			reason: reason === 'complaint' || reason === 'unsubscribe' ? reason : 'bounce',
			part: event?.part,
		}),
	};
}

const holds = (event: Fact['event']): boolean => event.kind === 'bounce' && event.heldByEsp === true;

/** The answer to "why?" in a sentence or two for people. */
export function wordsFor(
	record: SuppressionRecord | undefined,
	watching: Watching | null,
	held: HeldAt | null,
): string {
	const atEsp = held?.holds === true ? ` ${ESP_TITLES[held.name]} holds the address on its own list, too.` : '';
	if (record === undefined) {
		return held?.holds === true
			? `Nothing speaks against this address, but ${ESP_TITLES[held.name]} holds it on its own list and refuses mail to it.`
			: 'Nothing is known against this address.';
	}
	const meaning = meaningOf(record.reason);
	const since = sinceOf(record).slice(0, 10);
	switch (record.status) {
		case 'active': {
			const parts = record.parts === null ? '' : ` for ${record.parts.join(', ')}`;
			return `${meaning} Suppressed${parts} since ${since}.${atEsp}`;
		}
		case 'watching':
			return watching === null
				? meaning
				: `${meaning} ${watching.count} of ${watching.threshold} bounces within ${watching.windowDays} days; at ${watching.threshold} the address is suppressed.${atEsp}`;
		case 'released': {
			const why = record.releasedWhy === undefined ? '' : `: ${record.releasedWhy}`;
			const by = record.releasedBy === undefined ? '' : ` by ${record.releasedBy}`;
			return `Released on ${(record.releasedAt ?? since).slice(0, 10)}${by}${why}${/[.!?]$/.test(why) ? '' : '.'}${atEsp}`;
		}
	}
}
