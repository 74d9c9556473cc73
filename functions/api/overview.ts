import * as z from 'zod/mini';
import {kindsFor} from '#shared/insight/concerns.ts';
import {COMPLAINT_NOTE, withFeedback} from '#shared/insight/feedback.ts';
import {type Reputation, reputationOf} from '#shared/insight/rates.ts';
import {scoreOf} from '#shared/insight/score.ts';
import {countersOf, seriesOf} from '#shared/insight/series.ts';
import {standingsOf} from '#shared/insight/thresholds.ts';
import {windowAt} from '#shared/insight/windows.ts';
import {ESP_NAMES} from '#shared/model/event.ts';
import type {Hour} from '#shared/model/reputation.ts';
import {readHours} from '#shared/store/hours.ts';
import {inShort} from './describe-incident.ts';
import {openIncidents} from './open-incidents.ts';
import {get} from './route.ts';

/** Incidents that are shown. */
const MAX_SHOWN = 50;
/** Hours to a row of the series. */
export const STEPS = {'24h': 1, '7d': 1, '30d': 24} as const;

const told = (dimension: 'all' | 'esp', value: string, hours: readonly Hour[]): Reputation =>
	reputationOf(withFeedback(countersOf({dimension, value}, hours), undefined));

/**
 * How the sending goes: score, rates against thresholds, volume over time, and what goes on.
 *
 * It reads the hourly counters of the ESPs and the incidents that go on, and no list, so that it costs the same whatever
 * was sent. Who tells no complaints is known from the lists alone: the complaint rate is therefore out of all messages, which
 * is the least that it can be, and where nobody complained it is not available instead of zero.
 */
export const showOverview = get({
	path: '/v1/overview',
	role: 'read',
	summary: 'How the sending goes: score, rates against thresholds, volume over time, open incidents.',
	query: z.strictObject({window: z.optional(z.enum(['24h', '7d', '30d']))}),
	run: async ({caller, query}, {store, now}) => {
		const name = query.window ?? '24h';
		const window = windowAt(name, now());
		const {from, to} = window;
		const {id} = caller.tenant;
		const [{incidents, total}, perEsp] = await Promise.all([
			openIncidents(store, id),
			Promise.all(
				ESP_NAMES.map(async (esp) => ({
					esp,
					hours: await readHours(store, id, {dimension: 'esp', value: esp, from, to}),
				})),
			),
		]);
		const hours = perEsp.flatMap((one) => one.hours);
		const reputation = told('all', 'all', hours);
		const esps = perEsp
			.map((one) => told('esp', one.esp, one.hours))
			.filter(({messages, deferred, complained}) => messages + deferred + complained > 0);
		return {
			window,
			score: scoreOf(reputation, kindsFor(incidents, reputation)),
			reputation,
			standings: [reputation, ...esps].flatMap(standingsOf),
			notes: [COMPLAINT_NOTE],
			series: seriesOf(hours, window, STEPS[name]),
			esps: esps.map(({value: esp, messages, bounced, complained}) => ({esp, messages, bounced, complained})),
			incidents: incidents
				.toSorted((one, other) => Date.parse(other.alertAt) - Date.parse(one.alertAt))
				.slice(0, MAX_SHOWN)
				.map(inShort),
			/** Incidents that go on and are not shown. */
			moreIncidents: Math.max(0, total - MAX_SHOWN),
		};
	},
});
