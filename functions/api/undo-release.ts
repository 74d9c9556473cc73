import * as z from 'zod/mini';
import type {EmailAddress} from '#shared/model/names.ts';
import {isRefusal, refuse} from '#shared/model/refusal.ts';
import type {SuppressionRecord} from '#shared/model/suppression.ts';
import {restored} from '#shared/projections/by-hand.ts';
import {listAudit} from '#shared/store/audit.ts';
import {changeSuppressions} from '#shared/store/change.ts';
import {fromCursor, toCursor} from './cursor.ts';
import {post} from './route.ts';

/** Entries of one round. */
const ROUND = 500;

/** Puts back what a bulk release took off the list, but for what was changed since. */
export const undoRelease = post({
	path: '/v1/releases/{id}/undo',
	role: 'manage',
	summary:
		'Undo a bulk release, a round at a time. What an ESP was asked to release, it is not asked to suppress again.',
	query: z.strictObject({}),
	body: z.strictObject({
		why: z.optional(z.string().check(z.maxLength(1_000))),
		next: z.optional(z.string().check(z.maxLength(4096))),
	}),
	run: async ({caller, segment: release, body}, {store, now}) => {
		const {tenant, key} = caller;
		const list = `undo:${release}`;
		const begin = body.next === undefined ? {after: undefined} : fromCursor(caller, list, body.next, now(), 'next');
		if (isRefusal(begin)) return begin;
		const page = await listAudit(store, tenant.id, {release, limit: ROUND, after: begin.after});
		if (page.entries.length === 0 && begin.after === undefined) {
			return refuse('not-found', 'There is no such release.', {reason: 'release'});
		}
		const states = new Map<EmailAddress, {before: SuppressionRecord; after: SuppressionRecord}>();
		for (const {action, address, before, after} of page.entries) {
			if (action !== 'release' || address === undefined || before == null || after == null) continue;
			if ('recipient' in before && 'recipient' in after) states.set(address, {before, after});
		}
		const changed = await changeSuppressions(
			store,
			tenant.id,
			[...states.keys()],
			(address, record) => {
				const state = states.get(address);
				return state === undefined ? {kept: ''} : restored(record, state.before, state.after);
			},
			{at: now(), key, action: 'undo-release', why: body.why, release},
		);
		const kept = [...changed].flatMap(([address, outcome]) =>
			'kept' in outcome ? [{address, reason: outcome.kept}] : [],
		);
		return {
			release,
			done: changed.size - kept.length,
			/** What was changed since stays as it is. */
			failed: kept,
			next: page.next === undefined ? null : toCursor(caller, list, page.next, now()),
		};
	},
});
