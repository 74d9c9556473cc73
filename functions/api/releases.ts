import {randomBytes} from 'node:crypto';
import * as z from 'zod/mini';
import {isRefusal, refuse} from '#shared/model/refusal.ts';
import {fromCursor, toCursor} from './cursor.ts';
import {candidatesOf, faultOf, RELEASE_FILTER} from './release-filter.ts';
import {LEAST_WHY, releaseAll, whySchema} from './release-suppressions.ts';
import {post} from './route.ts';

/** How many are shown of those that a preview counts. */
const SAMPLE = 20;
/** A preview counts no longer than this, in milliseconds, and says that there are more. */
const COUNT_MS = 15_000;
const COUNT_PAGE = 500;
/** Addresses of one round; fewer where each is a call to the ESP. */
const ROUND = 500;
const ROUND_AT_ESP = 100;

/** What a bulk release would take off the list. Nothing is changed. */
export const previewRelease = post({
	path: '/v1/releases/preview',
	role: 'read',
	summary: 'Which addresses would a bulk release take off the list?',
	query: z.strictObject({}),
	body: z.strictObject(RELEASE_FILTER),
	run: async ({caller, body: filter}, means) => {
		const fault = faultOf(filter);
		if (fault !== undefined) return fault;
		const until = means.now().getTime() + COUNT_MS;
		const byReason = new Map<string, number>();
		const sample: {address: string; reason: string; since: string}[] = [];
		const seen = new Set<string>();
		let after: string | undefined;
		do {
			const page = await candidatesOf(means, caller, filter, {limit: COUNT_PAGE, after});
			if (isRefusal(page)) return page;
			for (const candidate of page.candidates) {
				if (seen.has(candidate.address)) continue; // several responses of an incident
				seen.add(candidate.address);
				byReason.set(candidate.reason, (byReason.get(candidate.reason) ?? 0) + 1);
				if (sample.length < SAMPLE) sample.push(candidate);
			}
			after = page.next;
		} while (after !== undefined && means.now().getTime() < until);
		return {count: seen.size, more: after !== undefined, byReason: Object.fromEntries(byReason), sample, filter};
	},
});

/** Takes addresses off the list by a filter, a round at a time, each noted in the log under the release's id. */
export const bulkRelease = post({
	path: '/v1/releases',
	role: 'manage',
	summary: `Take the addresses that fit a filter off the list: at most ${ROUND} a round, by "next" the others.`,
	query: z.strictObject({}),
	body: z.strictObject({
		filter: z.strictObject(RELEASE_FILTER),
		why: whySchema,
		atEsp: z.optional(z.boolean()),
		next: z.optional(z.string().check(z.maxLength(4096))),
	}),
	run: async ({caller, body}, means) => {
		const {filter, why, atEsp = false} = body;
		const including = filter.includeComplaints ?? [];
		if (including.length > 0 && why.length < LEAST_WHY) {
			const detail = `To take back complaints or unsubscribes, say why in at least ${LEAST_WHY} characters.`;
			return refuse('invalid', detail, {field: 'why'});
		}
		const fault = faultOf(filter);
		if (fault !== undefined) return fault;
		const list = `release:${JSON.stringify([filter, atEsp])}`;
		const begin = body.next === undefined ? {after: '[]'} : fromCursor(caller, list, body.next, means.now(), 'next');
		if (isRefusal(begin)) return begin;
		const [release = newId(means.now()), after] = z.array(z.string()).parse(JSON.parse(begin.after));
		const page = await candidatesOf(means, caller, filter, {limit: atEsp ? ROUND_AT_ESP : ROUND, after});
		if (isRefusal(page)) return page;
		const addresses = page.candidates.map(({address}) => address);
		const results = [...(await releaseAll(means, caller, addresses, {why, including, atEsp, release})).values()];
		const freed = results.filter(({atEsp: told}) => told != null && [told].flat().every(({done}) => done));
		return {
			release,
			done: results.filter((result) => result.released || freed.includes(result)).length,
			released: results.filter(({released}) => released).length,
			...(atEsp ? {releasedAtEsp: freed.length} : {}),
			/** What stayed, here or at the ESP, and why. */
			failed: results.filter((result) => !freed.includes(result) && (!result.released || result.atEsp != null)),
			next: page.next === undefined ? null : toCursor(caller, list, JSON.stringify([release, page.next]), means.now()),
		};
	},
});

/** Short enough to be read out, and nobody guesses one. */
const newId = (now: Date): string => `${now.toISOString().slice(0, 10)}-${randomBytes(6).toString('hex')}`;
