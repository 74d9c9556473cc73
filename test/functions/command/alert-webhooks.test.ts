import {afterAll, beforeAll, beforeEach, describe, expect, it} from 'vitest';
import {tenantIdSchema} from '#shared/model/names.ts';
import {changeAlertWebhook} from '#shared/store/alert-webhooks.ts';
import {type LocalStack, startStack} from './stack.ts';

let stack: LocalStack;
beforeAll(async () => {
	stack = await startStack();
	await stack.bounce(['tenant', 'create', 'demo', '--role', 'manage', '--json']);
});
afterAll(() => stack.stop());

const URL = 'https://hooks.example.com/alerts';
const run = (...args: string[]) => stack.bounce(['alert-webhooks', ...args]);
const listed = async () =>
	(await run('list', '--json')).out
		.split('\n')
		.filter((line) => line !== '')
		.map((line) => JSON.parse(line));

beforeEach(async () => {
	for (const {id} of await listed()) await run('remove', id);
});

describe('alert-webhooks', () => {
	it('says how to begin', async () => {
		expect(await run()).toMatchObject({code: 0, out: 'Alerts are posted nowhere: alert-webhooks add URL\n'});
	});

	it('adds one and shows its secret once, then lists, tries and removes it', async () => {
		const added = await run('add', URL, '--kind', 'ip-ban', '--kind', 'complaints', '--description', 'on call');
		expect(added).toMatchObject({code: 0, err: '', out: expect.stringMatching(/^ {2}whsec_\S{44}$/m)});
		const [webhook] = await listed();
		expect(webhook).toMatchObject({url: URL, kinds: ['ip-ban', 'complaints'], description: 'on call'});
		const {out} = await run('list');
		expect(out).toMatch(/^id +url +kinds +state$/m);
		expect(out).toMatch(new RegExp(`^${webhook.id} +${URL} +ip-ban, complaints +fine$`, 'm'));
		expect(out).not.toContain('whsec_');
		expect(await run('test', webhook.id)).toMatchObject({code: 0, out: 'Delivered: answered 200, after 1 ms.\n'});
		expect(await run('remove', webhook.id)).toMatchObject({code: 0});
		expect(await listed()).toEqual([]);
	});

	it('shows why one was disabled, and enables it', async () => {
		const {id} = JSON.parse((await run('add', URL, '--json')).out);
		const at = '2026-03-02T12:00:00.000Z';
		const tenant = tenantIdSchema.parse('demo');
		await changeAlertWebhook(stack.store, tenant, id, (one) => ({...one, failingSince: at}));
		expect((await run()).out).toContain('fails since 2026-03-02 12:00Z');
		await changeAlertWebhook(stack.store, tenant, id, (one) => ({...one, disabledAt: at, note: 'Disabled: 410 Gone.'}));
		expect((await run()).out).toMatch(new RegExp(`disabled 2026-03-02 12:00Z\n${id}: Disabled: 410 Gone\\.\n$`));
		expect(await run('enable', id)).toMatchObject({code: 0});
		expect((await run()).out).toMatch(/ fine\n$/);
	});

	it.each([
		[['add'], 2, 'name one URL'],
		[['remove'], 2, 'name one ID'],
		[['test', 'a', 'b'], 2, 'name one ID'],
		[['list', 'more'], 2, 'takes nothing else'],
		[['ad', URL], 2, 'did you mean "add"'],
		[['add', 'http://hooks.example.com/'], 1, 'https://'],
		[['add', URL, '--kind', 'nonsense'], 1, 'must be one of: ip-ban'],
		[['test', '0123456789abcdef'], 1, 'no such alert webhook'],
		[['remove', '../settings'], 1, 'no such'],
	])('%j ends with %i and says why', async (args, code, why) => {
		expect(await run(...args)).toMatchObject({code, out: '', err: expect.stringContaining(why)});
	});
});
