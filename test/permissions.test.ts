import {join} from 'node:path';
import type {Template} from 'aws-cdk-lib/assertions';
import {build} from 'esbuild';
import {beforeAll, describe, expect, it} from 'vitest';
import {synthesize} from './support/synthesize.ts';

/** What each command of the AWS clients has to be allowed. A transaction's parts are authorized as what they are. */
const COMMANDS: Readonly<Record<string, string>> = {
	GetCommand: 'dynamodb:GetItem',
	BatchGetCommand: 'dynamodb:BatchGetItem',
	QueryCommand: 'dynamodb:Query',
	ScanCommand: 'dynamodb:Scan',
	PutCommand: 'dynamodb:PutItem',
	UpdateCommand: 'dynamodb:UpdateItem',
	DeleteCommand: 'dynamodb:DeleteItem',
	BatchWriteCommand: 'dynamodb:BatchWriteItem',
	SendMessageCommand: 'sqs:SendMessage',
	ChangeMessageVisibilityCommand: 'sqs:ChangeMessageVisibility',
	SendMessageBatchCommand: 'sqs:SendMessage',
	PublishCommand: 'sns:Publish',
	GetSecretValueCommand: 'secretsmanager:GetSecretValue',
	CreateSecretCommand: 'secretsmanager:CreateSecret',
	PutSecretValueCommand: 'secretsmanager:PutSecretValue',
	DeleteSecretCommand: 'secretsmanager:DeleteSecret',
};
const PARTS: Readonly<Record<string, string>> = {
	Put: 'dynamodb:PutItem',
	Update: 'dynamodb:UpdateItem',
	Delete: 'dynamodb:DeleteItem',
	ConditionCheck: 'dynamodb:ConditionCheckItem',
};

let template: Template;
beforeAll(async () => {
	({template} = await synthesize());
});

/** What a function's own code asks of AWS: its bundle without the packages and without what it never calls. */
async function used(name: string): Promise<string[]> {
	const {outputFiles} = await build({
		entryPoints: [join(import.meta.dirname, '../functions', name, 'handler.ts')],
		bundle: true,
		write: false,
		platform: 'node',
		format: 'esm',
		packages: 'external',
	});
	const code = outputFiles.map(({text}) => text).join('\n');
	const commands = [...code.matchAll(/\bnew (\w+?Command)\d*\(/g)].map(([, command = '']) => command);
	const parts = commands.includes('TransactWriteCommand')
		? [...code.matchAll(/\b(Put|Update|Delete|ConditionCheck):/g)].map(([, part = '']) => PARTS[part] ?? part)
		: [];
	const single = commands
		.filter((command) => command !== 'TransactWriteCommand')
		.map((command) => COMMANDS[command] ?? command);
	return [...new Set([...single, ...parts])].sort();
}

/** What its role allows it, but for its log, its source and the place for what failed. */
function allowed(name: string): string[] {
	const statements = Object.entries(template.findResources('AWS::IAM::Policy'))
		.filter(([id]) => id.toLowerCase().startsWith(`${name}role`))
		.flatMap(([, {Properties}]) => Properties.PolicyDocument.Statement);
	const actions = statements
		.filter(
			({Resource}) => !/WorkQueue|UndeliveredQueue|Stream|stream/.test(JSON.stringify(Resource)) || name === 'webhook',
		)
		.flatMap(({Action}) => Action);
	return [...new Set(actions)].filter((action) => !/^logs:|^sqs:(Get|Receive|Delete)/.test(action)).sort();
}

describe.each(['webhook', 'ledger', 'notify', 'deliver', 'sweep', 'evidence', 'api', 'console'])('%s', (name) => {
	it('may do what its code asks for, and no more', async () => {
		expect(allowed(name)).toEqual(await used(name));
	});
});
