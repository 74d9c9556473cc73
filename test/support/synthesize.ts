import {execFile} from 'node:child_process';
import {mkdtemp, readFile, rm} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {promisify} from 'node:util';
import {Template} from 'aws-cdk-lib/assertions';
import * as z from 'zod/mini';

const ROOT = join(import.meta.dirname, '../..');

const cdkSchema = z.object({context: z.record(z.string(), z.unknown())});
const metadataSchema = z.record(z.string(), z.array(z.object({type: z.string(), data: z.optional(z.unknown())})));
const acknowledgedSchema = z.record(z.string(), z.string());

/** A finding of cdk-nag that the stack accepts, and why. */
export interface Acknowledged {
	readonly path: string;
	readonly rule: string;
	readonly reason: string;
}

export interface Synthesized {
	readonly template: Template;
	readonly acknowledged: readonly Acknowledged[];
}

/**
 * Runs infra/app.ts as `cdk synth` does, without bundling the functions.
 *
 * @param validated also checks the template against CloudFormation's schemas, as `cdk synth` does; most of the time it takes
 * @throws Error with the output of the app where it fails, cdk-nag's findings among it
 */
export async function synthesize({
	stage,
	validated = false,
}: {
	stage?: string;
	validated?: boolean;
} = {}): Promise<Synthesized> {
	const out = await mkdtemp(join(tmpdir(), 'bounceledger-synth-'));
	try {
		const {context} = cdkSchema.parse(JSON.parse(await readFile(join(ROOT, 'cdk.json'), 'utf8')));
		const given = {
			...context,
			...(stage === undefined ? {} : {stage}),
			'aws:cdk:bundling-stacks': [],
			'aws:cdk:enable-path-metadata': true,
		};
		await promisify(execFile)(process.execPath, ['infra/app.ts'], {
			cwd: ROOT,
			env: {
				...process.env,
				CDK_OUTDIR: out,
				CDK_CONTEXT_JSON: JSON.stringify(given),
				CDK_VALIDATION: String(validated),
			},
		});
		const name = `bounceledger-${stage ?? 'dev'}`;
		return {
			template: Template.fromString(await readFile(join(out, `${name}.template.json`), 'utf8')),
			acknowledged: acknowledgedIn(await readFile(join(out, `${name}.metadata.json`), 'utf8')),
		};
	} finally {
		await rm(out, {recursive: true});
	}
}

function acknowledgedIn(metadata: string): Acknowledged[] {
	return Object.entries(metadataSchema.parse(JSON.parse(metadata))).flatMap(([path, entries]) =>
		entries
			.filter(({type}) => type === 'aws:cdk:acknowledged-rules')
			.flatMap(({data}) =>
				Object.entries(acknowledgedSchema.parse(data)).map(([rule, reason]) => ({
					path: path.replace(/^\/[^/]*\//, ''),
					rule: rule.replace('Annotation::', ''),
					reason,
				})),
			),
	);
}
