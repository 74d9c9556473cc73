import {afterEach, expect, test} from 'vitest';
import {type TestFunction, testFunction} from '../../support/function.ts';

const made: TestFunction[] = [];
const make = (...given: Parameters<typeof testFunction>): TestFunction => {
	const lambda = testFunction(...given);
	made.push(lambda);
	return lambda;
};
afterEach(async () => {
	await Promise.all(made.splice(0).map((lambda) => lambda.stop()));
});

const invoke = async (lambda: TestFunction, event: unknown) => {
	const {payload, failed} = await lambda.invoke(JSON.stringify(event));
	return {failed, answer: JSON.parse(payload)};
};

test('a function sees its event, its own environment alone, and a context like Lambda’s', async () => {
	const lambda = make('return {event, environment: process.env, context, left: context.getRemainingTimeInMillis()};', {
		environment: {STAGE: 'dev', AWS_REGION: 'us-east-1'},
	});
	const {failed, answer} = await invoke(lambda, {a: ['ü', null]});
	expect(failed).toBe(false);
	expect(answer).toMatchObject({
		event: {a: ['ü', null]},
		context: {
			functionName: 'Test',
			functionVersion: '$LATEST',
			memoryLimitInMB: '128',
			invokedFunctionArn: 'arn:aws:lambda:us-east-1:000000000000:function:Test',
			awsRequestId: expect.stringMatching(/^[0-9a-f-]{36}$/),
		},
	});
	expect(answer.environment).toEqual({STAGE: 'dev', AWS_REGION: 'us-east-1'});
	expect(answer.left).toBeGreaterThan(0);
	expect(answer.left).toBeLessThanOrEqual(10_000);
});

test('a function’s clock is the stack’s, which may be ahead by weeks; its deadline stays', async () => {
	let now = new Date('2040-03-02T12:00:00.000Z');
	const lambda = make(
		`const [one, other] = [new Date(), new Date('2026-03-02T00:00:00Z')];
		return {one, other, span: Date.now() - one.getTime(), is: one instanceof Date, left: context.getRemainingTimeInMillis()};`,
		{now: () => now},
	);
	const {answer} = await invoke(lambda, {});
	expect(answer).toMatchObject({other: '2026-03-02T00:00:00.000Z', is: true});
	expect(answer.one.slice(0, 16)).toBe('2040-03-02T12:00');
	expect(answer.span).toBeLessThan(60_000);
	expect(answer.left).toBeLessThanOrEqual(10_000);
	now = new Date('2040-03-09T12:00:00.000Z');
	expect((await invoke(lambda, {})).answer.one.slice(0, 16)).toBe('2040-03-09T12:00');
});

test('an instance is used again, and takes one event at a time', async () => {
	const lambda = make(
		'running++; most = Math.max(most, running); await new Promise((done) => setTimeout(done, 5)); running--; return {calls: ++calls, most};',
		{before: 'let running = 0, most = 0, calls = 0;'},
	);
	const answers = await Promise.all(Array.from({length: 5}, () => invoke(lambda, {})));
	expect(answers.map(({answer}) => answer.calls).toSorted()).toEqual([1, 2, 3, 4, 5]);
	expect(answers.map(({answer}) => answer.most)).toEqual([1, 1, 1, 1, 1]);
});

test('no more instances run than are allowed, and none waits for another one', async () => {
	const lambda = make('return require("node:worker_threads").threadId;', {instances: 2});
	const threads = await Promise.all(Array.from({length: 8}, () => invoke(lambda, {})));
	const distinct = new Set(threads.map(({answer}) => answer));
	expect(distinct.size).toBeGreaterThan(0);
	expect(distinct.size).toBeLessThanOrEqual(2);
});

test('an error comes back in Lambda’s form, and the instance lives on', async () => {
	const lambda = make('if (event.fail) throw new TypeError("no such thing"); return ++calls;', {
		before: 'let calls = 0;',
	});
	expect(await invoke(lambda, {})).toEqual({failed: false, answer: 1});
	expect(await invoke(lambda, {fail: true})).toMatchObject({
		failed: true,
		answer: {errorType: 'TypeError', errorMessage: 'no such thing'},
	});
	expect(await invoke(lambda, {})).toEqual({failed: false, answer: 2});
	expect(lambda.written()).toContain('invoke-failed');
});

test.each([
	['waits for ever', 'await new Promise(() => setInterval(() => {}, 1000));'],
	['never yields', 'for (;;);'],
])('a function that %s is ended at its deadline, and the next event finds a new instance', async (_, body) => {
	const lambda = make(`if (event.hang) {${body}} return ++calls;`, {timeoutSeconds: 1, before: 'let calls = 0;'});
	expect(await invoke(lambda, {})).toEqual({failed: false, answer: 1});
	expect(await invoke(lambda, {hang: true})).toMatchObject({
		failed: true,
		answer: {errorType: 'Sandbox.Timedout', errorMessage: expect.stringContaining('Task timed out after 1.00 seconds')},
	});
	expect(await invoke(lambda, {})).toEqual({failed: false, answer: 1});
});

test.each([
	['ends the process', 'process.exit(3);', 'exit status 3'],
	[
		'throws where nobody catches',
		'setTimeout(() => { throw new Error("later"); }); await new Promise((done) => setTimeout(done, 5000));',
		'exit status 1',
	],
	[
		'leaves a rejection unhandled',
		'Promise.reject(new Error("nobody")); await new Promise((done) => setTimeout(done, 5000));',
		'exit status 1',
	],
	[
		'takes more memory than it has',
		'const all = []; for (;;) all.push(new Array(100000).fill(Math.random()));',
		'signal: killed',
	],
])('a function that %s is reported as crashed, and replaced', async (_, body, says) => {
	const lambda = make(`if (event.crash) {${body}} return 'well';`, {memoryMegabytes: 64});
	expect(await invoke(lambda, {crash: true})).toMatchObject({
		failed: true,
		answer: {errorType: 'Runtime.ExitError', errorMessage: expect.stringContaining(says)},
	});
	expect(await invoke(lambda, {})).toEqual({failed: false, answer: 'well'});
});

test('a function that cannot be loaded says so each time it is asked', async () => {
	const lambda = make('return 1;', {before: 'throw new Error("environment: set WORK_QUEUE_URL");'});
	for (let time = 0; time < 2; time += 1) {
		expect(await invoke(lambda, {})).toMatchObject({
			failed: true,
			answer: {errorMessage: 'environment: set WORK_QUEUE_URL'},
		});
	}
});

test('an answer that is nothing is null, and one that is too large is refused', async () => {
	const lambda = make('return event.large ? "x".repeat(6 * 1024 * 1024) : undefined;');
	expect(await invoke(lambda, {})).toEqual({failed: false, answer: null});
	expect(await invoke(lambda, {large: true})).toMatchObject({
		failed: true,
		answer: {errorType: 'Function.ResponseSizeTooLarge'},
	});
});
