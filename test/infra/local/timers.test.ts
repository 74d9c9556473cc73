import {afterEach, beforeEach, expect, test, vi} from 'vitest';
import {runSchedule} from '#infra/local/timers.ts';

beforeEach(() => {
	vi.useFakeTimers({now: new Date('2026-03-02T12:00:00.000Z')});
});
afterEach(() => {
	vi.useRealTimers();
});

const schedule = {arn: 'arn:rule', everySeconds: 900, functionArn: 'arn:function'};
const place = {region: 'us-east-1', account: '000000000000'};

test('a schedule invokes its function after each period, until it is stopped', async () => {
	const events: unknown[] = [];
	const running = runSchedule(
		schedule,
		place,
		async (event) => void events.push(JSON.parse(event)),
		() => new Date(),
	);
	await vi.advanceTimersByTimeAsync(899_999);
	expect(events).toEqual([]);
	await vi.advanceTimersByTimeAsync(900_001);
	expect(events).toMatchObject([
		{
			'detail-type': 'Scheduled Event',
			source: 'aws.events',
			time: '2026-03-02T12:15:00Z',
			resources: ['arn:rule'],
			detail: {},
		},
		{time: '2026-03-02T12:30:00Z'},
	]);
	await running.stop();
	await vi.advanceTimersByTimeAsync(9_000_000);
	expect(events).toHaveLength(2);
});

test('a rule with an input of its own gives that', async () => {
	const events: string[] = [];
	const running = runSchedule(
		{...schedule, input: '{"own":1}'},
		place,
		async (event) => void events.push(event),
		() => new Date(),
	);
	await vi.advanceTimersByTimeAsync(900_000);
	await running.stop();
	expect(events).toEqual(['{"own":1}']);
});
