import type {Measurement} from './measure.ts';

/** The parts of the bench, in the order of the data's way. `npm run bench -- classify webhook` runs only those. */
const PARTS: Readonly<Record<string, () => Promise<{run(): Promise<Measurement[]>}>>> = {
	classify: () => import('./classify.ts'),
	webhook: () => import('./webhook.ts'),
	ledger: () => import('./ledger.ts'),
	suppressions: () => import('./suppressions.ts'),
	reading: () => import('./reading.ts'),
	flow: () => import('./flow.ts'),
	'cold-start': () => import('./cold-start.ts'),
	weeks: () => import('./weeks.ts'),
};
/** Takes a quarter of an hour: only where it is asked for. */
const ON_REQUEST: ReadonlySet<string> = new Set(['weeks']);

const number = (value: number) =>
	value >= 100
		? Math.round(value).toLocaleString('en-US')
		: value.toLocaleString('en-US', {maximumSignificantDigits: 3});

function print(title: string, rows: readonly Measurement[]): void {
	console.log(`\n${title}`);
	const width = Math.max(...rows.map((row) => row.name.length));
	for (const row of rows) {
		const ratio = row.ratio === undefined ? '' : `  ${number(row.ratio)} x ${row.against ?? 'the floor'}`;
		console.log(`  ${row.name.padEnd(width)}  ${number(row.value).padStart(10)} ${row.unit}${ratio}`);
	}
}

const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !Object.hasOwn(PARTS, name));
if (unknown.length > 0) {
	console.error(`bench: no part called ${unknown.join(', ')}; there are ${Object.keys(PARTS).join(', ')}`);
	process.exitCode = 2;
} else {
	console.log(`Node ${process.version}, ${process.arch}; medians of several runs, ratios within one run`);
	for (const [name, load] of Object.entries(PARTS)) {
		if (wanted.length > 0 ? !wanted.includes(name) : ON_REQUEST.has(name)) continue;
		print(name, await (await load()).run());
	}
}
