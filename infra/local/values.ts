import {type JsonObject, readOptional} from './json.ts';
import type {Values} from './references.ts';

/** Where the stack stands: what pseudo parameters and addresses are made of. */
export interface Place {
	readonly region: string;
	readonly account: string;
	/** Where SQS answers; queue URLs begin with it. */
	readonly sqs: string;
	/** Where the HTTP API answers, without a slash at the end. */
	readonly url: string;
}

/** A resource of a template, its properties not yet resolved. */
export interface Resource {
	readonly id: string;
	readonly type: string;
	/** What it is called on this machine, where the template gives it no name. */
	readonly name: string;
	readonly properties: JsonObject;
}

/** The properties by which a template may name a resource itself. */
const NAME_PROPERTIES = ['TableName', 'QueueName', 'TopicName', 'FunctionName', 'RoleName'];

/**
 * A resource's name: the template's own, else the path of its construct ("Webhook"), else its logical id. It is the same at
 * every start, because the data of earlier starts goes by it.
 */
export function nameOf(id: string, properties: JsonObject, metadata: JsonObject): string {
	for (const property of NAME_PROPERTIES) {
		const name = properties[property];
		if (typeof name === 'string') return name;
	}
	const path = readOptional.text(metadata['aws:cdk:path'], `${id}.Metadata`);
	const parts = path?.split('/').slice(1) ?? [];
	if (parts.at(-1) === 'Resource') parts.pop();
	return parts.length === 0 ? id : parts.join('-').replace(/[^A-Za-z0-9_-]/g, '');
}

type Attributes = (name: string, place: Place) => Readonly<Record<string, string>>;

const arn = (service: string, place: Place, resource: string) =>
	`arn:aws:${service}:${place.region}:${place.account}:${resource}`;

/** What `Ref` (here "Ref") and `Fn::GetAtt` give for each type of resource. */
const ATTRIBUTES: ReadonlyMap<string, Attributes> = new Map<string, Attributes>([
	[
		'AWS::DynamoDB::Table',
		(name, place) => ({
			Ref: name,
			Arn: arn('dynamodb', place, `table/${name}`),
			StreamArn: arn('dynamodb', place, `table/${name}/stream/local`),
		}),
	],
	[
		'AWS::SQS::Queue',
		(name, place) => {
			const url = `${place.sqs}/${place.account}/${name}`;
			return {Ref: url, QueueUrl: url, QueueName: name, Arn: arn('sqs', place, name)};
		},
	],
	[
		'AWS::SNS::Topic',
		(name, place) => ({Ref: arn('sns', place, name), TopicArn: arn('sns', place, name), TopicName: name}),
	],
	['AWS::Lambda::Function', (name, place) => ({Ref: name, Arn: arn('lambda', place, `function:${name}`)})],
	['AWS::IAM::Role', (name, place) => ({Ref: name, RoleId: name, Arn: `arn:aws:iam::${place.account}:role/${name}`})],
	['AWS::Logs::LogGroup', (name, place) => ({Ref: name, Arn: arn('logs', place, `log-group:${name}:*`)})],
	['AWS::Events::Rule', (name, place) => ({Ref: name, Arn: arn('events', place, `rule/${name}`)})],
	['AWS::ApiGatewayV2::Api', (_, place) => ({Ref: 'local', ApiId: 'local', ApiEndpoint: place.url})],
]);

/** The types whose `Ref` is their name and nothing else is asked of. */
const PLAIN: Attributes = (name) => ({Ref: name});

/** What the references of a template stand for at a place. */
export function localValues(resources: ReadonlyMap<string, Resource>, stack: string, place: Place): Values {
	const pseudo: ReadonlyMap<string, string> = new Map([
		['AWS::Region', place.region],
		['AWS::AccountId', place.account],
		['AWS::Partition', 'aws'],
		['AWS::URLSuffix', 'amazonaws.com'],
		['AWS::StackName', stack],
		['AWS::StackId', arn('cloudformation', place, `stack/${stack}/local`)],
	]);
	const of = (id: string, name: string): string | undefined => {
		const resource = resources.get(id);
		if (resource === undefined) return undefined;
		// An integration is named by its logical id in "integrations/…"; names made of paths may coincide there.
		const attributes = ATTRIBUTES.get(resource.type)?.(resource.name, place) ?? PLAIN(resource.id, place);
		return Object.hasOwn(attributes, name) ? attributes[name] : undefined;
	};
	return {ref: (name) => pseudo.get(name) ?? of(name, 'Ref'), attribute: of};
}
