import {execFileSync} from 'node:child_process';
import {mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {gzipSync} from 'node:zlib';
import {buildSync} from 'esbuild';
import {type Measurement, median} from './measure.ts';

/** Loads a bundle in a fresh process, as Lambda does, and prints how many milliseconds that took. */
const LOADER = `
const start = process.hrtime.bigint();
require(process.argv[1]);
console.log(Number(process.hrtime.bigint() - start) / 1e6);
process.exit(0);
`;

const ROUNDS = 15;

interface Bundle {
	readonly name: string;
	readonly file: string;
	readonly environment: Readonly<Record<string, string>>;
}

/** The functions' bundles as they would be deployed, from a fresh synthesis into `folder`. */
function synthesized(folder: string): Bundle[] {
	execFileSync('node', ['infra/app.ts'], {
		env: {...process.env, CDK_OUTDIR: folder, CDK_VALIDATION: 'false'},
		stdio: ['ignore', 'ignore', 'pipe'],
		encoding: 'utf8',
	});
	const file = readdirSync(folder).find((name) => name.endsWith('.template.json'));
	if (file === undefined) throw new Error('the synthesis wrote no template');
	const template: unknown = JSON.parse(readFileSync(join(folder, file), 'utf8'));
	const bundles: Bundle[] = [];
	for (const [id, resource] of entries(field(template, 'Resources'))) {
		if (field(resource, 'Type') !== 'AWS::Lambda::Function') continue;
		const key = field(field(field(resource, 'Properties'), 'Code'), 'S3Key');
		const variables = entries(field(field(field(resource, 'Properties'), 'Environment'), 'Variables'));
		if (typeof key !== 'string') throw new Error(`${id}: its code is no asset`);
		bundles.push({
			name: id.replace(/[0-9A-F]{8}$/, '').replace(/(Function|Handler)$/, ''),
			file: join(folder, `asset.${key.replace(/\.zip$/, '')}`, 'index.js'),
			environment: Object.fromEntries(
				variables.map(([name, value]) => [name, typeof value === 'string' ? value : 'x']),
			),
		});
	}
	return bundles;
}

function field(value: unknown, name: string): unknown {
	return typeof value === 'object' && value !== null ? Object.getOwnPropertyDescriptor(value, name)?.value : undefined;
}

function entries(value: unknown): [string, unknown][] {
	return typeof value === 'object' && value !== null ? Object.entries(value) : [];
}

/** A bundle to compare with, made as the functions' bundles are. */
function floor(folder: string, name: string, source: string): Bundle {
	const entry = join(folder, `${name}.ts`);
	const file = join(folder, `${name}.js`);
	writeFileSync(entry, source);
	buildSync({
		entryPoints: [entry],
		outfile: file,
		bundle: true,
		minify: true,
		platform: 'node',
		target: 'node24',
		format: 'cjs',
		mainFields: ['module', 'main'],
		nodePaths: ['node_modules'],
	});
	return {name, file, environment: {}};
}

/** Import time and size of each function's bundle, against an empty handler and one that loads the DynamoDB client. */
export async function run(): Promise<Measurement[]> {
	const folder = mkdtempSync(join(tmpdir(), 'bounceledger-bench-'));
	try {
		const empty = floor(folder, 'empty-handler', 'export const handler = async () => ({});');
		const dynamodb = floor(
			folder,
			'dynamodb-client-alone',
			"import {DynamoDBClient} from '@aws-sdk/client-dynamodb'; const client = new DynamoDBClient({}); export const handler = async () => client;",
		);
		const bundles = [empty, dynamodb, ...synthesized(join(folder, 'out'))];
		const times = new Map<string, number[]>();
		// Round by round, so that a noisy minute falls on all of them.
		for (let round = 0; round < ROUNDS; round++) {
			for (const bundle of bundles) {
				const output = execFileSync('node', ['-e', LOADER, bundle.file], {
					env: {PATH: process.env.PATH, AWS_REGION: 'us-east-1', ...bundle.environment},
					encoding: 'utf8',
				});
				times.set(bundle.name, [...(times.get(bundle.name) ?? []), Number(output.trim().split('\n').at(-1))]);
			}
		}
		const reference = median(times.get(dynamodb.name) ?? []);
		return bundles.flatMap((bundle): Measurement[] => {
			const value = median(times.get(bundle.name) ?? []);
			const bytes = statSync(bundle.file).size;
			return [
				{
					name: `cold start: ${bundle.name}`,
					value,
					unit: 'ms',
					ratio: value / reference,
					against: 'DynamoDB client alone',
				},
				{name: `bundle: ${bundle.name}`, value: bytes / 1024, unit: 'KB'},
				{name: `bundle: ${bundle.name}, gzip`, value: gzipSync(readFileSync(bundle.file)).length / 1024, unit: 'KB'},
			];
		});
	} finally {
		rmSync(folder, {recursive: true, force: true});
	}
}
