import {existsSync, readFileSync} from 'node:fs';
import {join} from 'node:path';
import process from 'node:process';
import {type Refusal, refuse} from '#shared/model/refusal.ts';
import {type LocalStack, STACK_OUTPUTS, stackSchema} from '#shared/model/stack.ts';
import {openStore, type Store} from '#shared/store/client.ts';
import {DATA} from './dev-keys.ts';

/** A stack that runs, here or on AWS. */
export interface Stack {
	/** "local", or the CloudFormation stack's name. */
	readonly name: string;
	readonly url: string;
	readonly region: string;
	readonly queues: LocalStack['queues'];
	readonly store: Store;
	/** Only the local stack has one. */
	readonly inboxQueueUrl?: string;
}

/** Which stack is meant, as a command's options say it. */
export interface StackMeant {
	readonly stack?: string | undefined;
	readonly region?: string | undefined;
}

const NOT_RUNNING =
	'The local stack is not running; start it with `npm start`, or name a deployed one with --stack NAME.';

function isRunning(pid: number): boolean {
	try {
		process.kill(pid, 0);
		return true;
	} catch {
		return false;
	}
}

/** What the running local stack says of itself. */
export function readLocalStack(): LocalStack | Refusal {
	const file = join(DATA, 'stack.json');
	if (!existsSync(file)) return refuse('unavailable', NOT_RUNNING);
	const parsed = stackSchema.safeParse(JSON.parse(readFileSync(file, 'utf8')));
	return parsed.success && isRunning(parsed.data.pid) ? parsed.data : refuse('unavailable', NOT_RUNNING);
}

/** The AWS clients find the local engines as they find any other endpoint: by the environment. */
function pointHere(stack: LocalStack): void {
	process.env.AWS_ENDPOINT_URL_DYNAMODB = stack.endpoints.dynamodb;
	process.env.AWS_ENDPOINT_URL_SQS = stack.endpoints.sqs;
	process.env.AWS_REGION = stack.region;
	process.env.AWS_ACCESS_KEY_ID = 'local';
	process.env.AWS_SECRET_ACCESS_KEY = 'local';
	delete process.env.AWS_PROFILE;
	delete process.env.AWS_SESSION_TOKEN;
}

async function openDeployed(name: string): Promise<Stack | Refusal> {
	// Loaded here only: no other command needs it, and it costs a tenth of a second.
	const {CloudFormationClient, DescribeStacksCommand} = await import('@aws-sdk/client-cloudformation');
	const client = new CloudFormationClient();
	const {Stacks} = await client.send(new DescribeStacksCommand({StackName: name}));
	const outputs = new Map((Stacks?.[0]?.Outputs ?? []).map((output) => [output.OutputKey, output.OutputValue]));
	const missing = STACK_OUTPUTS.filter((output) => !outputs.get(output));
	if (missing.length > 0) {
		return refuse('invalid', `The stack ${name} is none of Bounceledger's: it has no output ${missing.join(', ')}.`);
	}
	const of = (output: (typeof STACK_OUTPUTS)[number]): string => outputs.get(output) ?? '';
	return {
		name,
		url: of('Url').replace(/\/$/, ''),
		region: await client.config.region(),
		queues: {
			work: of('WorkQueueUrl'),
			deadLetters: of('DeadLetterQueueUrl'),
			quarantine: of('QuarantineQueueUrl'),
		},
		store: openStore({
			Tenants: of('TenantsTable'),
			Facts: of('FactsTable'),
			Suppressions: of('SuppressionsTable'),
			Reputation: of('ReputationTable'),
			Incidents: of('IncidentsTable'),
			Audit: of('AuditTable'),
		}),
	};
}

/**
 * The stack that is meant: the deployed one that is named, else the local one.
 *
 * @throws Error of the AWS client where a deployed stack cannot be described (no credentials, no such stack)
 */
export async function openStack(meant: StackMeant): Promise<Stack | Refusal> {
	if (meant.region !== undefined) process.env.AWS_REGION = meant.region;
	if (meant.stack !== undefined) return openDeployed(meant.stack);
	const local = readLocalStack();
	if ('refused' in local) return local;
	pointHere(local);
	return {
		name: 'local',
		url: local.url.replace(/\/$/, ''),
		region: local.region,
		queues: local.queues,
		store: openStore(local.tables),
		inboxQueueUrl: local.inboxQueueUrl,
	};
}
