import {mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {type Lambda, makeLambda} from '#infra/local/lambda.ts';

export interface TestFunction extends Lambda {
	/** Whatever the function wrote. */
	readonly written: () => string;
}

/**
 * A function of a few lines in a worker thread of the local stack.
 *
 * @param body what stands in `exports.handler = async (event, context) => { … }`
 */
export function testFunction(
	body: string,
	options: {
		timeoutSeconds?: number;
		memoryMegabytes?: number;
		instances?: number;
		environment?: Record<string, string>;
		before?: string;
		now?: () => Date;
	} = {},
): TestFunction {
	const folder = mkdtempSync(join(tmpdir(), 'bounceledger-function-'));
	writeFileSync(
		join(folder, 'index.js'),
		`${options.before ?? ''}\nexports.handler = async (event, context) => {\n${body}\n};\n`,
	);
	let written = '';
	const lambda = makeLambda({
		name: 'Test',
		arn: 'arn:aws:lambda:us-east-1:000000000000:function:Test',
		file: join(folder, 'index'),
		exported: 'handler',
		timeoutSeconds: options.timeoutSeconds ?? 10,
		memoryMegabytes: options.memoryMegabytes ?? 128,
		environment: options.environment ?? {},
		instances: options.instances ?? 1,
		now: options.now ?? (() => new Date()),
		log: (text) => {
			written += text;
		},
	});
	return {
		...lambda,
		written: () => written,
		stop: async () => {
			await lambda.stop();
			rmSync(folder, {recursive: true, force: true});
		},
	};
}
