import {randomUUID} from 'node:crypto';
import {failure, type Instance, type InstanceOptions, type Outcome, startInstance} from './worker.ts';

export interface Lambda {
	readonly name: string;
	/** Answers always; what goes wrong in the function comes back as a failed outcome. `event` is JSON. */
	invoke(event: string): Promise<Outcome>;
	/** Ends all instances. */
	stop(): Promise<void>;
}

export interface LambdaOptions extends InstanceOptions {
	readonly arn: string;
	readonly timeoutSeconds: number;
	/** Instances that may run at the same time; more events wait. */
	readonly instances: number;
	/** The stack's clock, which the function's goes by. */
	readonly now: () => Date;
}

/** Lambda's limit for an event and for an answer, in bytes. */
export const MAX_PAYLOAD = 6 * 1024 * 1024;

/** Stands up a function: instances start when they are needed and are used again, one event at a time in each. */
export function makeLambda(options: LambdaOptions): Lambda {
	const idle: Instance[] = [];
	const all = new Set<Instance>();
	const waiting: (() => void)[] = [];
	let running = 0;
	let stopped = false;

	async function instance(): Promise<Instance> {
		for (let kept = idle.pop(); kept !== undefined; kept = idle.pop()) {
			if (kept.alive()) return kept;
			all.delete(kept);
		}
		const started = await startInstance(options);
		all.add(started);
		return started;
	}

	async function run(event: string): Promise<Outcome> {
		const requestId = randomUUID();
		const milliseconds = options.timeoutSeconds * 1_000;
		const chosen = await instance();
		const message = JSON.stringify({
			payload: event,
			deadline: Date.now() + milliseconds,
			ahead: options.now().getTime() - Date.now(),
			context: contextOf(options, requestId),
		});
		const outcome = await chosen.call(requestId, message, milliseconds);
		if (chosen.alive()) idle.push(chosen);
		else all.delete(chosen);
		return outcome.payload.length <= MAX_PAYLOAD
			? outcome
			: failure(
					'Function.ResponseSizeTooLarge',
					`Response payload size exceeded maximum allowed payload size (${MAX_PAYLOAD} bytes).`,
				);
	}

	return {
		name: options.name,
		invoke: async (event) => {
			if (running >= options.instances) await new Promise<void>((resolve) => waiting.push(resolve));
			else running += 1;
			try {
				return stopped ? failure('Runtime.Stopped', 'The stack is stopping.') : await run(event);
			} finally {
				// The place goes on to whoever waits for it.
				const next = waiting.shift();
				if (next === undefined) running -= 1;
				else next();
			}
		},
		stop: async () => {
			stopped = true;
			await Promise.all([...all].map((one) => one.end()));
		},
	};
}

function contextOf({name, arn, memoryMegabytes}: LambdaOptions, requestId: string): object {
	return {
		functionName: name,
		functionVersion: '$LATEST',
		invokedFunctionArn: arn,
		memoryLimitInMB: String(memoryMegabytes),
		awsRequestId: requestId,
		logGroupName: `/aws/lambda/${name}`,
		logStreamName: 'local',
	};
}
