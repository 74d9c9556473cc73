import type {Reporter, TestModule} from 'vitest/node';

/** Prints one plain line of totals after everything else: "312 passed, 0 failed, 4 skipped". */
const totals: Reporter = {
	onTestRunEnd(modules: readonly TestModule[], unhandledErrors) {
		const count = {passed: 0, failed: unhandledErrors.length, skipped: 0};
		for (const module of modules) {
			if (module.state() === 'failed' && module.children.size === 0) count.failed++;
			for (const test of module.children.allTests()) {
				const state = test.result().state;
				if (state !== 'pending') count[state]++;
			}
		}
		console.log(`${count.passed} passed, ${count.failed} failed, ${count.skipped} skipped`);
	},
};

export default totals;
