import {existsSync, readdirSync, readFileSync} from 'node:fs';
import {join} from 'node:path';
import {isObject, type Json, type JsonObject, parseJson, read, readOptional} from './json.ts';
import {problem} from './problem.ts';
import {resolve} from './references.ts';
import {localValues, nameOf, type Place, type Resource} from './values.ts';

/** A synthesized stack as it lies on disk: resources, outputs, and where each asset is. */
export interface Template {
	readonly stack: string;
	readonly resources: ReadonlyMap<string, Resource>;
	readonly outputs: JsonObject;
	/** The folder of an asset, by its key in the bucket. */
	readonly assets: ReadonlyMap<string, string>;
}

/** Types that are stood up here; resources.ts reads each. */
const BUILT = [
	'AWS::ApiGatewayV2::Api',
	'AWS::ApiGatewayV2::Integration',
	'AWS::ApiGatewayV2::Route',
	'AWS::ApiGatewayV2::Stage',
	'AWS::DynamoDB::Table',
	'AWS::Events::Rule',
	'AWS::IAM::Policy',
	'AWS::IAM::Role',
	'AWS::Lambda::EventInvokeConfig',
	'AWS::Lambda::EventSourceMapping',
	'AWS::Lambda::Function',
	'AWS::Lambda::Permission',
	'AWS::SNS::Subscription',
	'AWS::SNS::Topic',
	'AWS::SQS::Queue',
] as const;

/** Types that change nothing about what the stack does on this machine, each with the reason. */
const LEFT_OUT: ReadonlyMap<string, string> = new Map([
	['AWS::CDK::Metadata', 'statistics of the toolchain'],
	['AWS::CloudWatch::Alarm', 'watches what runs on AWS'],
	['AWS::CloudWatch::CompositeAlarm', 'watches what runs on AWS'],
	['AWS::CloudWatch::Dashboard', 'shows what runs on AWS'],
	['AWS::Logs::LogGroup', 'logs are files here'],
	['AWS::Logs::MetricFilter', 'counts log lines for alarms'],
	['AWS::Logs::QueryDefinition', 'a saved search'],
	['AWS::SNS::TopicPolicy', 'other principals do not exist here'],
	['AWS::SQS::QueuePolicy', 'other principals do not exist here'],
]);

/**
 * Reads the one stack of a cloud assembly.
 *
 * @throws Problem where there is none, or where it has a resource of a type that is neither built nor knowingly left out
 */
export function readTemplate(assembly: string): Template {
	const manifest = join(assembly, 'manifest.json');
	if (!existsSync(manifest)) throw problem(`There is no synthesized stack in ${assembly}: run \`npm run synth\`.`);
	const artifacts = Object.entries(read.object(field(readJson(manifest), 'artifacts'), 'manifest.artifacts'));
	const stacks = artifacts.filter(([, artifact]) => field(artifact, 'type') === 'aws:cloudformation:stack');
	const [first, ...more] = stacks;
	if (first === undefined || more.length > 0) {
		throw problem(`The assembly in ${assembly} has ${stacks.length} stacks; this machine stands up one.`);
	}
	const [stack, artifact] = first;
	const file = read.text(field(field(artifact, 'properties'), 'templateFile'), `${stack}.templateFile`);
	const template = read.object(readJson(join(assembly, file)), file);
	return {
		stack,
		resources: readResources(template),
		outputs: readOptional.object(template.Outputs, 'Outputs'),
		assets: readAssets(assembly),
	};
}

/** The resources of a template as it is written in JSON. Separate, so that a small template can be read in a test. */
export function readResources(template: JsonObject): Map<string, Resource> {
	const resources = new Map<string, Resource>();
	const unknown = new Map<string, string>();
	for (const [id, value] of Object.entries(readOptional.object(template.Resources, 'Resources'))) {
		const type = read.text(field(value, 'Type'), `${id}.Type`);
		if (!BUILT.some((known) => known === type) && !LEFT_OUT.has(type)) unknown.set(type, id);
		if (field(value, 'Condition') !== undefined)
			throw problem(`template: ${id} is conditional, which is not understood.`);
		const properties = readOptional.object(field(value, 'Properties'), `${id}.Properties`);
		const name = nameOf(id, properties, readOptional.object(field(value, 'Metadata'), `${id}.Metadata`));
		resources.set(id, {id, type, name, properties});
	}
	if (unknown.size > 0) {
		const list = [...unknown].map(([type, id]) => `${type} (${id})`).join(', ');
		throw problem(
			`The template has ${list}, which this machine cannot stand up: infra/local/template.ts must learn it.`,
		);
	}
	return resources;
}

/** A resource with its references replaced by what they stand for here. */
export interface Resolved {
	readonly id: string;
	readonly name: string;
	readonly arn: string;
	readonly properties: JsonObject;
}

/** Looks into a template from one place. */
export interface Resolver {
	all(type: (typeof BUILT)[number]): Resolved[];
	outputs(): Map<string, string>;
}

export function resolver({resources, stack, outputs}: Template, place: Place): Resolver {
	const values = localValues(resources, stack, place);
	return {
		all: (type) =>
			[...resources.values()]
				.filter((resource) => resource.type === type)
				.map(({id, name, properties}) => ({
					id,
					name,
					arn: values.attribute(id, 'Arn') ?? values.ref(id) ?? id,
					properties: read.object(resolve(properties, values), id),
				})),
		outputs: () =>
			new Map(
				Object.entries(outputs).map(([name, output]) => {
					const where = `Outputs.${name}`;
					return [name, read.text(resolve(read.object(output, where).Value ?? null, values), where)];
				}),
			),
	};
}

/** Asset manifests name, for each folder, the object that a deployment makes of it: its key is the function's `S3Key`. */
function readAssets(assembly: string): Map<string, string> {
	const assets = new Map<string, string>();
	for (const file of readdirSync(assembly).filter((name) => name.endsWith('.assets.json'))) {
		const files = readOptional.object(field(readJson(join(assembly, file)), 'files'), `${file}.files`);
		for (const [id, asset] of Object.entries(files)) {
			const path = join(assembly, read.text(field(field(asset, 'source'), 'path'), `${id}.source`));
			const destinations = Object.values(readOptional.object(field(asset, 'destinations'), `${id}.destinations`));
			for (const destination of destinations) {
				assets.set(read.text(field(destination, 'objectKey'), `${id}.objectKey`), path);
			}
		}
	}
	return assets;
}

function readJson(file: string): Json {
	return parseJson(readFileSync(file, 'utf8'));
}

function field(value: Json | undefined, name: string): Json | undefined {
	return isObject(value) ? value[name] : undefined;
}
