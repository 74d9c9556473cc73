import {createRequire} from 'node:module';
import {join} from 'node:path';
import {Script} from 'node:vm';
import type {InstrumenterContext} from '@stryker-mutator/api/core';
import {declareValuePlugin, PluginKind} from '@stryker-mutator/api/plugin';
import {
	type DryRunResult,
	DryRunStatus,
	determineHitLimitReached,
	type TestResult,
	TestStatus,
	toMutantRunResult,
} from '@stryker-mutator/api/test-runner';
import {buildSync} from 'esbuild';
import type {Test} from './vitest.ts';

/**
 * Runs the classifier's tests once for each mutant: the instrumented sources and the tests are bundled once, and the
 * bundle is evaluated anew with the mutant switched on, since the rows are made ready when they are first used. That
 * takes some hundred milliseconds a mutant, where a test runner of its own process takes seconds.
 */

declare global {
	var __stryker__: InstrumenterContext | undefined;
}

/** Properties are tried on fewer texts than in the tests: a mutant that only they notice is noticed by some of them. */
const PROPERTY_RUNS = 25;

function bundled(): string {
	const root = process.cwd();
	const {outputFiles} = buildSync({
		stdin: {
			contents: `import {configureGlobal} from 'fast-check';
				configureGlobal({seed: 1, endOnFailure: true, verbose: 0});
				export {tests} from './test/mutation/tests.ts';`,
			resolveDir: root,
			loader: 'ts',
		},
		bundle: true,
		write: false,
		format: 'cjs',
		platform: 'node',
		target: 'node24',
		external: ['fast-check'],
		alias: {vitest: join(root, 'test/mutation/vitest.ts')},
		define: {'import.meta.dirname': JSON.stringify(join(root, 'test'))},
		logLevel: 'error',
	});
	return outputFiles[0]?.text.replaceAll(/numRuns: [\de]+/g, `numRuns: ${PROPERTY_RUNS}`) ?? '';
}

/** What is reached is counted in the first run: the runs with a mutant need not count it again. */
const uncounted = (code: string): string => code.replaceAll(/function stryCov_9fa48\d*\(\) \{/g, '$&return;');

const loadable = (code: string): Script =>
	new Script(`(function (module, exports, require) {${code}\n})`, {filename: 'tests.cjs'});

function isTests(value: unknown): value is {readonly tests: readonly Test[]} {
	return typeof value === 'object' && value !== null && 'tests' in value && Array.isArray(value.tests);
}

async function run(script: Script, bail: boolean): Promise<DryRunResult> {
	const results: TestResult[] = [];
	const module: {exports: unknown} = {exports: {}};
	const failed = (id: string, fault: unknown): TestResult => ({
		id,
		name: id,
		timeSpentMs: 0,
		status: TestStatus.Failed,
		failureMessage: String(fault).slice(0, 300),
	});
	try {
		script.runInThisContext()(module, module.exports, createRequire(join(process.cwd(), 'package.json')));
	} catch (fault) {
		results.push(failed('the modules load', fault));
	}
	const tests = isTests(module.exports) ? module.exports.tests : [];
	for (const {name, run} of results.length > 0 ? [] : tests) {
		const begun = performance.now();
		try {
			await run();
			results.push({id: name, name, timeSpentMs: performance.now() - begun, status: TestStatus.Success});
		} catch (fault) {
			results.push(failed(name, fault));
			if (bail) break;
		}
	}
	const {hitCount, hitLimit, mutantCoverage} = globalThis.__stryker__ ?? {};
	const complete = {status: DryRunStatus.Complete as const, tests: results};
	return determineHitLimitReached(hitCount, hitLimit) ?? (mutantCoverage ? {...complete, mutantCoverage} : complete);
}

let script: Script | undefined;

/** Stryker's plugin: its test runner "bundled". */
export const strykerPlugins = [
	declareValuePlugin(PluginKind.TestRunner, 'bundled', {
		capabilities: () => ({reloadEnvironment: true}),
		dryRun: () => run(loadable(bundled()), false),
		mutantRun: async ({activeMutant, hitLimit}) => {
			globalThis.__stryker__ = {
				activeMutant: activeMutant.id,
				...(hitLimit === undefined ? {} : {hitCount: 0, hitLimit}),
			};
			script ??= loadable(uncounted(bundled()));
			return toMutantRunResult(await run(script, true), false);
		},
	}),
];
