import {execFile} from 'node:child_process';
import {copyFile, mkdir, mkdtemp, readdir, readFile, rm, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {dirname, join} from 'node:path';
import {promisify} from 'node:util';
import {afterAll, beforeAll, expect, it} from 'vitest';
import * as z from 'zod/mini';

const ROOT = join(import.meta.dirname, '..');

/** Each must be refused where it stands. One file each, so that the refusal is its own. */
const REFUSED = [
	{file: 'shared/classify/alias.ts', line: "import {ESP} from '#shared/esp/index.ts';"},
	{file: 'shared/classify/relative.ts', line: "import {ESP} from '../esp/index.ts';"},
	{file: 'shared/classify/rules/deeper.ts', line: "import {ESP} from '../../esp/index.ts';"},
	{file: 'shared/classify/re-export.ts', line: "export {ESP} from '#shared/esp/index.ts';"},
	{file: 'shared/classify/re-export-all.ts', line: "export * from '#shared/esp/index.ts';"},
	{file: 'shared/classify/dynamic.ts', line: "export const esp = await import('#shared/esp/index.ts');"},
	{file: 'shared/classify/type.ts', line: "import type {Esp} from '#shared/esp/esp.ts';"},
	{file: 'shared/classify/inline-type.ts', line: "import {type Esp} from '#shared/esp/esp.ts';"},
	{file: 'shared/classify/bare.ts', line: "import '#shared/esp/index.ts';"},
	{file: 'shared/classify/package.ts', line: "import * as z from 'zod/mini';"},
	{file: 'shared/classify/node.ts', line: "import {createHash} from 'node:crypto';"},
	{file: 'shared/classify/schema.ts', line: "import {eventSchema} from '#shared/model/event.ts';"},
	{file: 'shared/model/infra.ts', line: "import type {StageConfig} from '#infra/config.ts';"},
	{file: 'shared/model/classic-zod.ts', line: "import {z} from 'zod';"},
	{file: 'shared/authenticate/store.ts', line: "import {readTenant} from '#shared/store/tenants.ts';"},
	{file: 'shared/esp/decides.ts', line: "import {classify} from '#shared/classify/classify.ts';"},
	{file: 'shared/projections/stores.ts', line: "import {openStore} from '#shared/store/client.ts';"},
	{file: 'shared/insight/asks.ts', line: "import {openLookups} from '#shared/dns/lookups.ts';"},
	{file: 'shared/dns/judges.ts', line: "import {dnsChecks} from '#shared/insight/dns.ts';"},
	{file: 'shared/insight/stores.ts', line: "import {readCounters} from '#shared/store/reputation.ts';"},
	{file: 'shared/store/publishes.ts', line: "import {SNSClient} from '@aws-sdk/client-sns';"},
	{file: 'shared/store/projects.ts', line: "import {suppress} from '#shared/projections/suppression.ts';"},
	{file: 'shared/outgoing/stores.ts', line: "import {readTenant} from '#shared/store/tenants.ts';"},
	{file: 'shared/secrets/posts.ts', line: "import {openOutgoing} from '#shared/outgoing/post.ts';"},
	{file: 'functions/middleware/decides.ts', line: "import {classify} from '#shared/classify/classify.ts';"},
	{file: 'functions/webhook/decides.ts', line: "import {classify} from '#shared/classify/classify.ts';"},
	{file: 'functions/webhook/records.ts', line: "import {recordFacts} from '#shared/store/transaction.ts';"},
	{file: 'functions/webhook/other.ts', line: "import {record} from '#functions/ledger/record.ts';"},
	{file: 'functions/webhook/neighbor.ts', line: "import {record} from '../ledger/record.ts';"},
	{file: 'functions/ledger/receives.ts', line: "import {ESP} from '#shared/esp/index.ts';"},
	{file: 'functions/ledger/sends.ts', line: "import {SQSClient} from '@aws-sdk/client-sqs';"},
	{file: 'functions/notify/decides.ts', line: "import {classify} from '#shared/classify/classify.ts';"},
	{file: 'functions/deliver/publishes.ts', line: "import {SNSClient} from '@aws-sdk/client-sns';"},
	{file: 'functions/deliver/reads.ts', line: "import {readIncident} from '#shared/store/incidents.ts';"},
	{file: 'functions/sweep/publishes.ts', line: "import {SNSClient} from '@aws-sdk/client-sns';"},
	{file: 'functions/evidence/publishes.ts', line: "import {SNSClient} from '@aws-sdk/client-sns';"},
	{file: 'functions/evidence/resolves.ts', line: "import {Resolver} from 'node:dns/promises';"},
	{file: 'functions/api/receives.ts', line: "import {ESP} from '#shared/esp/index.ts';"},
	{file: 'functions/console/reads.ts', line: "import {openStore} from '#shared/store/client.ts';"},
	{file: 'functions/console/page/node.ts', line: "import {readFile} from 'node:fs/promises';"},
	{file: 'functions/console/page/event.ts', line: "import type {Event} from '#shared/model/event.ts';"},
	{file: 'functions/command/calls.ts', line: "import {handler} from '#functions/api/handler.ts';"},
	{file: 'infra/runs.ts', line: "import {handler} from '#functions/webhook/handler.ts';"},
	{file: 'infra/domain.ts', line: "import {CATEGORIES} from '#shared/model/category.ts';"},
	{file: 'infra/local/runs.ts', line: "import {handler} from '#functions/webhook/handler.ts';"},
	{file: 'infra/local/knows.ts', line: "import {stageConfig} from '../config.ts';"},
	{file: 'shared/newcomer/first.ts', line: "import {classify} from '#shared/classify/classify.ts';"},
	{file: 'newcomer/first.ts', line: "import {readFile} from 'node:fs/promises';"},
];

/** Each must pass: a table that refuses everything would pass the test above. */
const ALLOWED = [
	{file: 'shared/classify/rules/of-its-own.ts', line: "export {parseStatus} from '../status.ts';"},
	{file: 'shared/classify/category.ts', line: "export {CATEGORIES} from '#shared/model/category.ts';"},
	{file: 'shared/esp/scheme.ts', line: "export {verifySns} from '#shared/authenticate/sns.ts';"},
	{file: 'shared/store/client.ts', line: "export {DynamoDBClient} from '@aws-sdk/client-dynamodb';"},
	{file: 'functions/webhook/sends.ts', line: "export {SQSClient} from '@aws-sdk/client-sqs';"},
	{file: 'functions/notify/publishes.ts', line: "export {SNSClient} from '@aws-sdk/client-sns';"},
	{file: 'functions/deliver/posts.ts', line: "export {openOutgoing} from '#shared/outgoing/post.ts';"},
	{file: 'infra/names.ts', line: "export {ENV} from '#functions/webhook/env.ts';"},
	{file: 'newcomer/second.ts', line: "export {readFile} from './first.ts';"},
];

const CYCLE = [
	{file: 'shared/insight/one.ts', line: "export {two as one} from './two.ts';"},
	{file: 'shared/insight/two.ts', line: "export {one as two} from './one.ts';"},
];

const reportSchema = z.object({
	diagnostics: z.array(z.object({category: z.string(), location: z.object({path: z.string()})})),
});

let folder: string;
let refused: Map<string, string[]>;

beforeAll(async () => {
	folder = await mkdtemp(join(tmpdir(), 'bounceledger-imports-'));
	for (const file of ['biome.json', '.gitignore', 'package.json']) await copyFile(join(ROOT, file), join(folder, file));
	for (const {file, line} of [...REFUSED, ...ALLOWED, ...CYCLE]) {
		await mkdir(dirname(join(folder, file)), {recursive: true});
		await writeFile(join(folder, file), `${line}\n`);
	}
	refused = await lint(folder);
});

afterAll(() => rm(folder, {recursive: true}));

/** What Biome finds in a folder: the rules by the file that breaks them. */
async function lint(cwd: string): Promise<Map<string, string[]>> {
	const biome = join(ROOT, 'node_modules/.bin/biome');
	const rules = ['--only=style/noRestrictedImports', '--only=suspicious/noImportCycles'];
	const run = promisify(execFile)(biome, ['lint', '--reporter=json', '--max-diagnostics=none', ...rules], {cwd});
	// It ends with 1 where it finds something; what it prints is the same.
	const {stdout} = await run.catch((failed: unknown) => z.parse(z.object({stdout: z.string()}), failed));
	const found = new Map<string, string[]>();
	for (const {category, location} of reportSchema.parse(JSON.parse(stdout)).diagnostics) {
		found.set(location.path, [...(found.get(location.path) ?? []), category]);
	}
	return found;
}

it.each(REFUSED)('$file may not say $line', ({file}) => {
	expect(refused.get(file)).toEqual(['lint/style/noRestrictedImports']);
});

it.each(ALLOWED)('$file may say $line', ({file}) => {
	expect(refused.get(file)).toBeUndefined();
});

it('refuses a cycle at each of its files', () => {
	for (const {file} of CYCLE) expect(refused.get(file)).toEqual(['lint/suspicious/noImportCycles']);
});

it('finds import() nowhere in the place of a type, where the linter would not see it', async () => {
	const offenders: string[] = [];
	for (const top of ['shared', 'functions', 'infra']) {
		for (const file of await readdir(join(ROOT, top), {recursive: true})) {
			if (!file.endsWith('.ts')) continue;
			const source = await readFile(join(ROOT, top, file), 'utf8');
			if (/typeof import\(|\bimport\([^)]*\)\s*\.\s*[A-Z]/.test(source)) offenders.push(join(top, file));
		}
	}
	expect(offenders).toEqual([]);
});
