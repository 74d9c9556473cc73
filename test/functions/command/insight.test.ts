import {PutCommand} from '@aws-sdk/lib-dynamodb';
import {afterAll, beforeAll, describe, expect, it} from 'vitest';
import {incidentSchema} from '#shared/model/incident.ts';
import {counterPrefix, listPrefix, monthKey} from '#shared/store/buckets.ts';
import {writeIncident} from '#shared/store/incidents.ts';
import {incident} from '#test/support/incidents.ts';
import {type LocalStack, startStack} from './stack.ts';

let stack: LocalStack;
const BAN = 'ip-ban#192.0.2.10#exchange-online';
const at = new Date().toISOString();
const hour = at.slice(0, 13);

beforeAll(async () => {
	stack = await startStack();
	await stack.bounce(['tenant', 'create', 'demo', '--json']);
	const put = (bucket: string, counts: object) =>
		stack.store.client.send(
			new PutCommand({
				TableName: stack.store.tables.Reputation,
				Item: {month: monthKey('demo', hour), bucket, ...counts},
			}),
		);
	const counts = {delivered: 980, 'bounced.ip-banned': 20, complained: 3};
	await put(`${counterPrefix('esp', 'ses', hour)}0`, counts);
	await put(`${counterPrefix('sending-ip', '192.0.2.10', hour)}0`, counts);
	await put(`${listPrefix(hour)}1`, {
		'recipient-domain': {
			'192.0.2.10 microsoft365': {
				'bounced.ip-banned': {20: 'firm.example'},
				delivered: {49: Array.from({length: 20}, (_, index) => `org${index}.example`).join(' ')},
			},
		},
		region: {'192.0.2.10 microsoft365': {'bounced.ip-banned': {20: 'EUR05'}}},
	});
	const given = {
		tenant: 'demo',
		openedAt: at,
		lastSeenAt: at,
		timeline: [{at, what: 'opened', words: 'firm.example refused the first message.'}],
		samples: [
			{at, response: '550 5.7.606 Access denied', rule: 'eop-banned-ip', domain: 'firm.example'},
			{at, response: '550 \u001b]0;title\u0007go \u009b2Jaway\r', rule: 'other', domain: 'firm.example'},
		],
		evidence: {at, checks: [{check: 'helo', about: 'mail.example.org', verdict: 'bad', words: 'It names another IP.'}]},
	};
	await writeIncident(stack.store, incidentSchema.parse({...incident(given), version: 0}));
	const range = {tenant: 'demo', id: 'ip-ban#192.0.2.0/24#outlook-consumer', resource: '192.0.2.0/24', heldByEsp: 0};
	await writeIncident(stack.store, incidentSchema.parse({...incident({...range, state: 'easing'}), version: 0}));
});
afterAll(() => stack.stop());

const told = async (...args: string[]) => {
	const ran = await stack.bounce(args);
	expect(ran).toMatchObject({code: 0, err: ''});
	return ran.out;
};

describe('overview', () => {
	it('tells score, rates, thresholds, volume and incidents', async () => {
		const out = await told('overview');
		expect(out).toMatch(/^Score {2}40 of 100 {2}certainty high, the last 24 hours\n/);
		expect(out).toMatch(/at most +40 while an incident ip-ban goes on/);
		expect(out).toMatch(/bounce +dead +block +deferral +complaint +unsubscribe\n +2\.00% +0\.00% +2\.00%/);
		expect(out).toMatch(/Amazon SES +complaint +0\.30% +0\.50% +near/);
		expect(out).toMatch(/delivered +·+█ +980\n/);
		expect(out).toContain(BAN);
		expect(out).toMatch(/Microsoft 365 and Gmail tell no complaints/);
	});

	it('is JSON for programs, of the window that was asked for', async () => {
		const answer = JSON.parse(await told('overview', '--window', '30d', '--json'));
		expect(answer).toMatchObject({window: {name: '30d'}, series: {length: 30}});
		expect(await stack.bounce(['overview', '--window', '1h'])).toMatchObject({code: 1, out: ''});
	});
});

describe('reputation', () => {
	it('of one IP tells what its score is made of, thresholds, and a chart', async () => {
		const out = await told('reputation', '--value', '192.0.2.10', '--window', '24h');
		expect(out).toMatch(/score\n192\.0\.2\.10 .* 40\n/);
		expect(out).toMatch(/lost \d+ of 35 +Messages blocked .*: 20 of 1,000/);
		expect(out).toMatch(/Gmail +complaint/);
		expect(out).toMatch(/blocked +·+█ +20\n/);
	});

	it('of all IPs is the table alone; a value that is kept in lists has no chart', async () => {
		expect((await told('reputation')).split('\n')).toHaveLength(3);
		const out = await told('reputation', '--by', 'recipient-domain', '--value', 'firm.example');
		expect(out).toMatch(/firm\.example +0 +20/);
		expect(out).not.toContain('Over time');
	});
});

describe('attribution', () => {
	it('says whose doing it is, with places and clusters', async () => {
		const out = await told('attribution', '--ip', '192.0.2.10');
		expect(out).toMatch(/^192\.0\.2\.10 {2}\S+ … \S+ UTC\n/);
		expect(out).toMatch(/concentrated {2}confidence (medium|high)/);
		expect(out).toMatch(/firm\.example +20 +0 +Microsoft 365\n/);
		expect(out).toMatch(/and 11 more\n/);
		expect(out).toMatch(/EUR05 +20 +0\n/);
	});

	it('wants an IP or a domain', async () => {
		expect(await stack.bounce(['attribution'])).toMatchObject({code: 2, out: ''});
		expect(await stack.bounce(['attribution', '--ip', '1', '--domain', 'a.example'])).toMatchObject({code: 2});
		expect(await stack.bounce(['attribution', '--ip', 'nonsense'])).toMatchObject({code: 1, out: ''});
	});
});

describe('incidents', () => {
	it('are listed by state and kind', async () => {
		expect(await told('incidents', '--state', 'easing')).toMatch(
			/^ip-ban {2}192\.0\.2\.0\/24 {2}\(easing, warning\)\n/,
		);
		expect(await told('incidents', '--kind', 'complaints')).toBe('No incidents.\n');
		expect((await told('incidents', 'list', '--json')).trim().split('\n')).toHaveLength(2);
	});

	it('show everything: timeline, spread, responses, DNS, advice, request, recovery, chart', async () => {
		const out = await told('incidents', 'show', BAN);
		expect(out).toMatch(/opened +firm\.example refused the first message\./);
		expect(out).toMatch(/concentrated {2}confidence/);
		expect(out).toContain('550 5.7.606 Access denied\n');
		expect(out).toContain('550  ]0;title go  2Jaway\n');
		expect(out).not.toMatch(/[^\P{Cc}\n]/u);
		expect(out).toContain('The newest response');
		expect(out).toMatch(/bad +helo +mail\.example\.org +It names another IP\./);
		expect(out).toMatch(/ {2}1\. \S/);
		expect(out).toMatch(/IP address: 192\.0\.2\.10\n/);
		expect(out).toContain(`suppressions release --incident '${BAN}'`);
		expect(out).toMatch(/blocked +·+█ +20\n/);
	});

	it('about a network are shown too, and parts without content are left out', async () => {
		const out = await told('incidents', 'show', 'ip-ban#192.0.2.0/24#outlook-consumer');
		expect(out).toContain('192.0.2.0/24');
		expect(out).not.toContain('Timeline');
		expect(out).not.toContain('Recovery');
	});

	it('say what is wrong', async () => {
		expect((await stack.bounce(['incidents', 'show', 'none'])).err).toMatch(/no such incident/);
		expect(await stack.bounce(['incidents', 'show'])).toMatchObject({code: 2, out: ''});
		expect((await stack.bounce(['incidents', 'shwo'])).err).toContain('did you mean "show"');
	});
});

describe('columns', () => {
	it('are as high as the number is large, and nothing is told apart from little', async () => {
		// Where the stack's data are is read when the command line is loaded.
		const {columnsOf} = await import('#functions/command/chart.ts');
		expect(columnsOf([0, 1, 50, 100])).toBe('·▁▄█');
		expect(columnsOf([0, 0])).toBe('··');
		expect(columnsOf([])).toBe('');
	});
});
