import {unusableJson} from '#shared/esp/unusable.ts';
import type {EspName, Unusable} from '#shared/model/event.ts';
import {sendable} from '#shared/model/sendable.ts';

/** Longest event that is kept whole, in characters of its JSON: at most three bytes each, or six where it is escaped. */
const MAX_EVENT = 60_000;
/** So much is kept of one that comes to more bytes than this. */
const LEAST_EVENT = 10_000;
const MAX_BYTES = 200_000;

/** So many events of one body get a message each; further ones share messages, by reason. */
const MAX_SINGLE = 20;

/** Longest list of events in one message, in characters. */
const MAX_LIST = 70_000;

/** Where an unusable event came from. */
export interface Origin {
	readonly tenant: string | null;
	readonly esp: EspName;
	/** UTC, milliseconds. */
	readonly receivedAt: string;
}

/**
 * The quarantine queue's messages, as JSON: `{tenant, esp, receivedAt, reason, event}`. Where a body is a heap of unusable
 * events, most share messages of the form `{…, reason, count, events: [{reason, event}, …]}`: their number is bounded by
 * the size of the body, not by the number of its events.
 */
export function quarantineOf(unusable: readonly Unusable[], origin: Origin): string[] {
	const about = {tenant: origin.tenant, esp: origin.esp, receivedAt: origin.receivedAt};
	const messages = unusable.slice(0, MAX_SINGLE).map((one) => lineOf(one, about));

	for (const [reason, more] of Map.groupBy(unusable.slice(MAX_SINGLE), (one) => one.reason)) {
		let list: string[] = [];
		let length = 0;
		const close = () => {
			if (list.length === 0) return;
			const head = JSON.stringify({...about, reason, count: list.length}).slice(0, -1);
			messages.push(`${head},"events":[${list.join(',')}]}`);
			list = [];
			length = 0;
		};
		for (const one of more) {
			const json = lineOf(one, {});
			if (length + json.length > MAX_LIST) close();
			list.push(json);
			length += json.length + 1;
		}
		close();
	}
	return messages.map(sendable);
}

function lineOf(one: Unusable, about: Readonly<Record<string, string | null>>): string {
	const json = sendable(unusableJson(one, about, MAX_EVENT));
	return Buffer.byteLength(json) <= MAX_BYTES ? json : sendable(unusableJson(one, about, LEAST_EVENT));
}
