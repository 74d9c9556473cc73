import {expect, test} from 'vitest';
import type {Lambda} from '#infra/local/lambda.ts';
import {invokeAsync} from '#infra/local/undelivered.ts';

const arn = 'arn:aws:lambda:us-east-1:000000000000:function:Sweep';

/** Invokes a function that fails `failures` times, without a pause between the attempts. */
async function run(failures: number, retries = 2, signal = new AbortController().signal) {
	let attempts = 0;
	const sent: {queueArn: string; record: unknown}[] = [];
	const lambda: Lambda = {
		name: 'Sweep',
		invoke: async () => {
			attempts += 1;
			return {
				payload: attempts > failures ? '"done"' : '{"errorType":"Error","errorMessage":"no"}',
				failed: attempts <= failures,
			};
		},
		stop: async () => {},
	};
	await invokeAsync(
		{
			lambda,
			shape: {arn, undelivered: {retries, queueArn: 'arn:queue'}},
			send: async (queueArn, body) => void sent.push({queueArn, record: JSON.parse(body)}),
			now: () => new Date('2026-03-02T12:00:00.000Z'),
			signal,
			retryMilliseconds: [0, 0],
		},
		'{"a":1}',
	);
	return {attempts, sent};
}

test.each([0, 1, 2])('after %i failures an event that nobody waits for is done', async (failures) => {
	expect(await run(failures)).toEqual({attempts: failures + 1, sent: []});
});

test('after its retries it goes to the failure queue, whole, with the error', async () => {
	expect(await run(9)).toEqual({
		attempts: 3,
		sent: [
			{
				queueArn: 'arn:queue',
				record: {
					version: '1.0',
					timestamp: '2026-03-02T12:00:00.000Z',
					requestContext: {
						requestId: expect.any(String),
						functionArn: arn,
						condition: 'RetriesExhausted',
						approximateInvokeCount: 3,
					},
					requestPayload: {a: 1},
					responseContext: {statusCode: 200, executedVersion: '$LATEST', functionError: 'Unhandled'},
					responsePayload: {errorType: 'Error', errorMessage: 'no'},
				},
			},
		],
	});
});
