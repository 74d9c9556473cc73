import * as z from 'zod/mini';
import type {Credentials} from './credentials.ts';
import {complaint, isRemovable} from './refusals.ts';
import type {Held, RemovalDeps, Remove, Removed} from './removal.ts';
import {call, failed, inLanes} from './request.ts';

/** Postmark takes 50 addresses in a call. */
const AT_ONCE = 50;
const LANES = 2;
const ORIGIN = 'https://api.postmarkapp.com';

const answerSchema = z.object({
	Suppressions: z.array(
		z.object({EmailAddress: z.string(), Status: z.string(), Message: z.optional(z.nullable(z.string()))}),
	),
});
/** Words for an address that was on no list. */
const NOT_LISTED = /\b(?:not (?:currently )?suppressed|not found|does not exist)\b/i;

type Entries = z.infer<typeof answerSchema>['Suppressions'];

/**
 * Takes addresses off the suppression lists of a server's message streams. Postmark answers 200 whatever came of it: each
 * entry says for itself whether it was deleted.
 */
export const removeFromPostmark: Remove<'postmark'> = async (held, credentials, deps) => {
	const tryable = held.filter(({address, reason}) => reason !== 'complaint' && isRemovable(address));
	const byStream = Map.groupBy(tryable, ({part}) => streamOf(part, credentials));
	const calls = [...byStream].flatMap(([stream, all]) =>
		Array.from({length: Math.ceil(all.length / AT_ONCE)}, (_, index) => ({
			stream,
			some: all.slice(index * AT_ONCE, (index + 1) * AT_ONCE),
		})),
	);
	const results = new Map<Held, Removed>();
	await inLanes(calls, LANES, async ({stream, some}) => {
		for (const [one, removed] of await removeSome(stream, some, credentials, deps)) results.set(one, removed);
	});
	return held.map((one) => results.get(one) ?? untried(one));
};

function untried({address, reason}: Held): Removed {
	const detail = reason === 'complaint' ? complaint('Postmark') : 'Not tried: this is no address.';
	return {address, esp: 'postmark', done: false, detail};
}

/** The stream of the event, where it looks like one: it stands in a path. */
function streamOf(part: string | undefined, {stream}: Credentials['postmark']): string {
	return part !== undefined && /^[A-Za-z0-9_-]{1,50}$/.test(part) ? part : stream;
}

async function removeSome(
	stream: string,
	some: readonly Held[],
	{serverToken}: Credentials['postmark'],
	deps: RemovalDeps,
): Promise<Map<Held, Removed>> {
	const url = new URL(`/message-streams/${stream}/suppressions/delete`, deps.origin || ORIGIN);
	const body = JSON.stringify({Suppressions: some.map(({address}) => ({EmailAddress: address}))});
	const told = await call(
		async () =>
			new Request(url, {
				method: 'POST',
				headers: {
					accept: 'application/json',
					'content-type': 'application/json',
					'x-postmark-server-token': serverToken,
				},
				body,
			}),
		deps,
	);
	const answer = told.status === 200 ? answerSchema.safeParse(told.body) : undefined;
	const entries = answer?.success ? answer.data.Suppressions : undefined;
	return new Map(
		some.map((one, index) => {
			const result = entries === undefined ? failed('Postmark', told) : outcome(one, index, entries, stream);
			return [one, {address: one.address, esp: 'postmark', ...result}];
		}),
	);
}

/** The entry of an address: at its own place, else wherever it stands. */
function outcome(
	{address}: Held,
	index: number,
	entries: Entries,
	stream: string,
): {readonly done: boolean; readonly detail: string} {
	const is = (entry: Entries[number]) => entry.EmailAddress.toLowerCase() === address.toLowerCase();
	const own = entries[index];
	const entry = own !== undefined && is(own) ? own : entries.find(is);
	if (entry === undefined) return {done: false, detail: 'Postmark answered without a word on this address.'};
	if (entry.Status.toLowerCase() === 'deleted') {
		return {done: true, detail: `Taken off the list of the stream ${stream}.`};
	}
	const message = entry.Message?.slice(0, 300) ?? '';
	const said = message === '' ? '.' : `: ${message}`;
	return NOT_LISTED.test(message)
		? {done: true, detail: `It was not on the list of the stream ${stream}.`}
		: {done: false, detail: `Postmark keeps it on the list of the stream ${stream}${said}`};
}
