import {readFileSync} from 'node:fs';
import {parseArgs} from 'node:util';
import {ESP_NAMES, type EspName} from '#shared/model/event.ts';
import {isTenantId, type TenantId} from '#shared/model/names.ts';
import {isRefusal, type Refusal, refuse} from '#shared/model/refusal.ts';
import {readTenant} from '#shared/store/tenants.ts';
import {readDevKeys, snsKey} from './dev-keys.ts';
import {failed, type Io, wrongUse} from './io.ts';
import {asPostmark, asSendgrid, asSns, type Signed} from './sign.ts';
import {openStack, readLocalStack} from './stack.ts';
import {webhookUrl} from './webhook-url.ts';

interface Keys {
	readonly user?: string;
	readonly password?: string;
	readonly privateKey?: string;
}

/** Signs a body as its ESP would, with the keys given or else the local ones. */
async function signed(esp: EspName, tenant: TenantId, body: Uint8Array, keys: Keys): Promise<Signed | Refusal> {
	const now = new Date();
	const dev = readDevKeys().tenants.find(({id}) => id === tenant);
	const create = `Create the tenant first: npm run bounce -- tenant create ${tenant}`;
	switch (esp) {
		case 'postmark': {
			const user = keys.user ?? dev?.postmark.username ?? tenant;
			const password = keys.password ?? dev?.postmark.password;
			return password === undefined
				? refuse('not-found', `There is no password of ${tenant} on this machine. ${create}`)
				: asPostmark(body, user, password);
		}
		case 'sendgrid': {
			const key = keys.privateKey === undefined ? dev?.sendgrid.privateKey : readFileSync(keys.privateKey, 'utf8');
			return key === undefined
				? refuse('not-found', `There is no SendGrid key of ${tenant} on this machine. ${create}`)
				: asSendgrid(body, key, now);
		}
		case 'ses': {
			const stack = await openStack({});
			if (isRefusal(stack)) return stack;
			const topicArns = (await readTenant(stack.store, tenant))?.ses.topicArns ?? [];
			return topicArns.length === 0
				? refuse('not-found', `The tenant ${tenant} has no SES topic here. ${create}`)
				: asSns(body, {...snsKey(now), topicArns}, now);
		}
	}
}

/** What an answer means to the person who sent it. */
function hint(status: number): string {
	if (status === 401) return 'The credentials, the key or the topic do not fit this tenant.';
	if (status === 404) return 'There is no such webhook; --url takes the address of the stack.';
	if (status === 413) return 'A webhook may have 1 MiB.';
	if (status >= 500) return 'The stack could not take it; the ESP would send it again.';
	return "The body is not of the ESP's shape; `normalize` tells more.";
}

/** Signs a webhook's body as its ESP would and posts it. */
export async function run(args: string[], io: Io): Promise<number> {
	const {values, positionals} = parseArgs({
		args,
		allowPositionals: true,
		options: {
			esp: {type: 'string'},
			tenant: {type: 'string'},
			url: {type: 'string'},
			user: {type: 'string'},
			password: {type: 'string'},
			'private-key': {type: 'string'},
		},
	});
	const esp = ESP_NAMES.find((name) => name === values.esp);
	const [file, ...more] = positionals;
	if (esp === undefined) return wrongUse(io, `name the ESP: --esp ${ESP_NAMES.join('|')}`);
	if (values.tenant === undefined || !isTenantId(values.tenant)) return wrongUse(io, 'name the tenant: --tenant acme');
	if (file === undefined || more.length > 0)
		return wrongUse(io, 'name one file with the body, or - for standard input');
	if (esp === 'ses' && values.url !== undefined) {
		return wrongUse(io, 'only Amazon signs for a deployed stack: SES bodies go to the local stack only');
	}
	const body = file === '-' ? Buffer.concat(await io.stdin.toArray()) : readFileSync(file);
	const stack = values.url === undefined ? readLocalStack() : {url: values.url};
	if (isRefusal(stack)) return failed(io, stack.detail);
	const {user, password} = values;
	const ready = await signed(esp, values.tenant, body, {
		...(user === undefined ? {} : {user}),
		...(password === undefined ? {} : {password}),
		...(values['private-key'] === undefined ? {} : {privateKey: values['private-key']}),
	});
	if (isRefusal(ready)) return failed(io, ready.detail);
	for (const note of ready.notes) io.err.write(`bounce: ${note}\n`);
	const answer = await fetch(webhookUrl(stack.url, esp, values.tenant), {
		method: 'POST',
		headers: ready.headers,
		body: Buffer.from(ready.body),
		redirect: 'error',
		signal: AbortSignal.timeout(30_000),
	});
	io.out.write(`${answer.status} ${await answer.text()}\n`);
	return answer.ok ? 0 : failed(io, hint(answer.status));
}
