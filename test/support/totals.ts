import type {Reporter, TestModule} from 'vitest/node';

/** Prints one plain line of totals after everything else: "312 passed, 0 failed, 4 skipped". */
const totals: Reporter = {
	onTestRunEnd(modules: readonly TestModule[], unhandledErrors) {
		const count = {passed: 0, failed: unhandledErrors.length, skipped: 0};
		for (const module of modules) {
			// What breaks outside a test, such as a hook, skips tests and must not pass for none.
			count.failed += module.errors().length;
			for (const suite of module.children.allSuites()) count.failed += suite.errors().length;
			for (const test of module.children.allTests()) {
				const state = test.result().state;
				if (state !== 'pending') count[state]++;
			}
		}
		console.log(`${count.passed} passed, ${count.failed} failed, ${count.skipped} skipped`);
	},
};

export default totals;
