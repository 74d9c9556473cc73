import * as z from 'zod/mini';
import {seriesOf} from '#shared/insight/series.ts';
import {windowAt} from '#shared/insight/windows.ts';
import {refuse} from '#shared/model/refusal.ts';
import {COUNTED_DIMENSIONS} from '#shared/model/reputation.ts';
import {readHours} from '#shared/store/hours.ts';
import {STEPS} from './overview.ts';
import {get} from './route.ts';
import {spelled, valueSchema} from './show-reputation.ts';
import {windowSchema} from './time-range.ts';

/** What one value did over time. Recipient domains and regions are kept in lists, and have no series. */
export const showSeries = get({
	path: '/v1/reputation/series',
	role: 'read',
	summary: 'One IP, sending domain or ESP over time: a row for each hour, or for each day of 30.',
	query: z.strictObject({
		dimension: z.enum(COUNTED_DIMENSIONS),
		value: z.optional(valueSchema),
		window: windowSchema,
	}),
	run: async ({caller, query: {dimension, value: given, window: name = '7d'}}, {store, now}) => {
		if (dimension === 'all' && given !== undefined && given !== 'all') {
			return refuse('invalid', 'Leave "value" out: the dimension "all" is all mail.', {field: 'value'});
		}
		if (given === undefined && dimension !== 'all') {
			return refuse('invalid', `Say which: "value" names one of ${dimension}.`, {field: 'value'});
		}
		const value = dimension === 'all' ? 'all' : spelled(dimension, given ?? '');
		const window = windowAt(name, now());
		const {from, to} = window;
		const hours = await readHours(store, caller.tenant.id, {dimension, value, from, to});
		return {dimension, value, window, series: seriesOf(hours, window, STEPS[name])};
	},
});
