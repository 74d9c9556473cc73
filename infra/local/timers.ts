import {randomUUID} from 'node:crypto';
import type {Running} from './poll.ts';
import type {ScheduleShape} from './resources.ts';

/** Runs a schedule: its function gets an event each time the period is over, the first one after the first period. */
export function runSchedule(
	{arn, everySeconds, input}: ScheduleShape,
	place: {readonly region: string; readonly account: string},
	invoke: (event: string) => Promise<void>,
	now: () => Date,
): Running {
	const under = new Set<Promise<void>>();
	const timer = setInterval(() => {
		const call = invoke(input ?? scheduledEvent(arn, place, now())).finally(() => under.delete(call));
		under.add(call);
	}, everySeconds * 1_000);
	return {
		stop: async () => {
			clearInterval(timer);
			await Promise.all(under);
		},
	};
}

/** EventBridge's event of a schedule. */
export function scheduledEvent(
	arn: string,
	place: {readonly region: string; readonly account: string},
	now: Date,
): string {
	return JSON.stringify({
		version: '0',
		id: randomUUID(),
		'detail-type': 'Scheduled Event',
		source: 'aws.events',
		account: place.account,
		time: `${now.toISOString().slice(0, 19)}Z`,
		region: place.region,
		resources: [arn],
		detail: {},
	});
}
