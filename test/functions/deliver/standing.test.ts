import fc from 'fast-check';
import {describe, expect, it} from 'vitest';
import {WAITS, waitAfter} from '#functions/deliver/retries.ts';
import {afterFailure, afterSuccess} from '#functions/deliver/standing.ts';
import type {AlertWebhook} from '#shared/model/alert-webhook.ts';

const webhook: AlertWebhook = {
	id: 'a'.repeat(16),
	url: 'https://hooks.example.com/alerts',
	createdAt: '2026-03-01T00:00:00.000Z',
};
const at = (day: number, hour = 12) => new Date(Date.UTC(2026, 2, day, hour));
const inVain = (when: Date, more: {status?: number; last?: boolean} = {}) => ({
	at: when,
	status: more.status ?? 500,
	words: `answered ${more.status ?? 500}`,
	last: more.last ?? false,
});

describe('the wait after an attempt', () => {
	it('grows, differs by a fifth at most, and stays below what SQS allows', () => {
		fc.assert(
			fc.property(
				fc.integer({min: 1, max: WAITS.length}),
				fc.double({min: 0, max: 1, noNaN: true}),
				(attempt, random) => {
					const wait = waitAfter(attempt, random) ?? 0;
					const middle = WAITS[attempt - 1] ?? 0;
					expect(Math.abs(wait - middle)).toBeLessThanOrEqual(middle * 0.2 + 1);
					expect(wait).toBeLessThan(12 * 3_600);
					expect(attempt === 1 || middle > (WAITS[attempt - 2] ?? 0)).toBe(true);
				},
			),
		);
	});

	it('is none after the last', () => {
		expect(waitAfter(WAITS.length + 1, 0)).toBeUndefined();
		expect(waitAfter(40, 1)).toBeUndefined();
	});
});

describe('an endpoint', () => {
	it('is as it was where nothing is new', () => {
		expect(afterSuccess(webhook)).toBe(webhook);
		const failing = afterFailure(webhook, inVain(at(2)));
		expect(failing).toEqual({...webhook, failingSince: at(2).toISOString()});
		expect(afterFailure(failing, inVain(at(3)))).toBe(failing);
	});

	it('has failed no more after a success', () => {
		expect(afterSuccess(afterFailure(webhook, inVain(at(2))))).toEqual(webhook);
	});

	it('is disabled at once where it says that it is gone, with who, when and why', () => {
		expect(afterFailure(webhook, inVain(at(2), {status: 410}))).toMatchObject({
			disabledAt: at(2).toISOString(),
			note: 'Disabled by Bounceledger on 2026-03-02 12:00 UTC: it answered 410 Gone, by which an endpoint says that it wants no more.',
		});
	});

	it('is disabled after five days without a success, when a message was tried to the last', () => {
		const failing = afterFailure(webhook, inVain(at(2)));
		expect(afterFailure(failing, inVain(at(9)))).toBe(failing);
		expect(afterFailure(failing, inVain(at(7, 11), {last: true}))).toBe(failing);
		const disabled = afterFailure(failing, inVain(at(7), {last: true}));
		expect(disabled).toMatchObject({
			failingSince: at(2).toISOString(),
			disabledAt: at(7).toISOString(),
			note: expect.stringContaining(
				'nothing could be delivered since 2026-03-02 12:00 UTC; the last time answered 500',
			),
		});
		expect(afterFailure(disabled, inVain(at(9), {last: true}))).toBe(disabled);
	});
});
