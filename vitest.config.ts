import {defineConfig} from 'vitest/config';
import totals from './test/support/totals.ts';

export default defineConfig({
	test: {
		include: ['test/**/*.test.ts'],
		testTimeout: 30_000,
		hookTimeout: 60_000,
		// Two cores: embedded engines and bundling are processes of their own.
		maxWorkers: 2,
		reporters: ['default', totals],
	},
});
