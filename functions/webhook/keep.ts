import {log} from '#functions/middleware/log.ts';
import type {EspName, Normalized, Unusable} from '#shared/model/event.ts';
import type {TenantId} from '#shared/model/names.ts';
import {chunksOf} from './chunks.ts';
import {type Origin, quarantineOf} from './quarantine.ts';
import type {Send} from './queue.ts';

/** The two queues that a webhook fills. */
export interface Queues {
	readonly work: Send;
	readonly quarantine: Send;
}

/** So many reasons of one body get a log line each. */
const MAX_LINES = 10;

/** What became of one body's events. */
export interface Kept {
	readonly events: number;
	readonly ignored: number;
	readonly unusable: number;
}

/** Puts unusable events into quarantine; resolved only when they are there. */
export async function putAside(unusable: readonly Unusable[], origin: Origin, queues: Queues): Promise<void> {
	await queues.quarantine(origin.tenant ?? 'nobody', quarantineOf(unusable, origin));
	const reasons = [...Map.groupBy(unusable, ({reason}) => reason)];
	for (const [reason, {length}] of reasons.slice(0, MAX_LINES)) {
		log.warn('event-quarantined', {tenant: origin.tenant ?? 'none', esp: origin.esp, reason, count: length});
	}
}

/** Everything of one body into the queues; resolved only when all of it is there. */
export async function keep(
	{events, unusable, ignored}: Normalized,
	about: {readonly tenant: TenantId; readonly esp: EspName; readonly receivedAt: string},
	queues: Queues,
): Promise<Kept> {
	await Promise.all([
		queues.work(about.tenant, chunksOf(events, about)),
		...(unusable.length === 0 ? [] : [putAside(unusable, about, queues)]),
	]);
	const kinds = Map.groupBy(events, ({kind}) => kind);
	log.info('webhook-received', {
		tenant: about.tenant,
		esp: about.esp,
		...Object.fromEntries([...kinds].map(([kind, some]) => [kind, some.length])),
		ignored: [...ignored].map(([reason, count]) => `${reason}=${count}`).join(' '),
		unusable: unusable.length,
	});
	const sum = [...ignored.values()].reduce((total, count) => total + count, 0);
	return {events: events.length, ignored: sum, unusable: unusable.length};
}
