import {CloudFormationClient, DescribeStacksCommand} from '@aws-sdk/client-cloudformation';
import {mockClient} from 'aws-sdk-client-mock';
import {afterAll, afterEach, beforeAll, expect, it} from 'vitest';
import {STACK_OUTPUTS} from '#shared/model/stack.ts';
import {type LocalStack, startStack} from './stack.ts';

let stack: LocalStack;
const cloudFormation = mockClient(CloudFormationClient);
beforeAll(async () => {
	stack = await startStack();
	// What stands for AWS here: the clients find the engines by the environment, as they would find any endpoint.
	await stack.bounce(['tenant', 'list']);
});
afterEach(() => cloudFormation.reset());
afterAll(async () => {
	cloudFormation.restore();
	await stack.stop();
});

const outputs = () => {
	const values = new Map<string, string>([
		...STACK_OUTPUTS.map((name): [string, string] => [name, name.replace(/Table$/, '')]),
		['Url', `${stack.url}/`],
		['WorkQueueUrl', stack.queues.work],
		['DeadLetterQueueUrl', stack.queues.deadLetters],
	]);
	return [...values].map(([OutputKey, OutputValue]) => ({OutputKey, OutputValue}));
};
const answer = (Outputs: ReturnType<typeof outputs>) =>
	cloudFormation.on(DescribeStacksCommand, {StackName: 'bounceledger-prod'}).resolves({
		Stacks: [{StackName: 'bounceledger-prod', CreationTime: new Date(0), StackStatus: 'CREATE_COMPLETE', Outputs}],
	});
const deployed = ['--stack', 'bounceledger-prod', '--region', 'eu-west-1'];

it('a deployed stack is found by its name, and its tenants get no stand-ins of the ESPs', async () => {
	answer(outputs());
	const made = await stack.bounce(['tenant', 'create', 'acme', ...deployed]);
	expect(made).toMatchObject({code: 0, err: ''});
	expect(made.out).toContain(`${stack.url}/v1/webhooks/ses/acme`);
	expect(made.out).toContain('tenant set acme --stack bounceledger-prod sendgrid-public-key=');
	expect(made.out).toContain('tenant set acme --stack bounceledger-prod ses-topic=+arn:aws:sns');
	expect(made.out).not.toContain('000000000000');
	const shown = JSON.parse((await stack.bounce(['tenant', 'show', 'acme', '--json', ...deployed])).out);
	expect(shown).toMatchObject({ses: {topicArns: []}, sendgrid: {publicKeys: []}});
	expect(await stack.bounce(['tenant', 'rotate', 'acme', 'sendgrid', ...deployed])).toMatchObject({code: 1, out: ''});
	const [key = ''] = /bl_acme_[\w-]{43}/.exec(made.out) ?? [];
	expect(await stack.bounce(['check', 'a@example.com', '--key', key, ...deployed])).toMatchObject({code: 0});
	expect((await stack.bounce(['check', 'a@example.com', '--tenant', 'acme', ...deployed])).err).toMatch(/API key/);
});

it('another kind of stack, and none at all, are told in one line', async () => {
	answer(outputs().slice(3));
	const other = await stack.bounce(['tenant', 'list', ...deployed]);
	expect(other).toMatchObject({code: 1, out: ''});
	expect(other.err).toMatch(/^bounce: The stack bounceledger-prod is none of Bounceledger's: it has no output .*\n$/);
	cloudFormation.on(DescribeStacksCommand).rejects(new Error('Stack with id bounceledger-prod does not exist'));
	expect(await stack.bounce(['tenant', 'list', ...deployed])).toEqual({
		code: 1,
		out: '',
		err: 'bounce: Stack with id bounceledger-prod does not exist\n',
	});
});
