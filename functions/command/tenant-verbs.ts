import {newSecret} from '#shared/authenticate/secret.ts';
import type {TenantId} from '#shared/model/names.ts';
import {isRefusal, type Refusal, refuse} from '#shared/model/refusal.ts';
import type {ROLES, Tenant} from '#shared/model/tenant.ts';
import {listTenants, readTenant, updateTenant} from '#shared/store/tenants.ts';
import {changeDevTenant, newSendgridKey} from './dev-keys.ts';
import type {Stack} from './stack.ts';
import {aligned} from './table.ts';
import * as change from './tenant-change.ts';
import {create, FIRST_KEY} from './tenant-create.ts';
import {asJson, described, type Secrets, setUp} from './tenant-print.ts';

interface Asked {
	readonly stack: Stack;
	readonly id: TenantId;
	readonly rest: readonly string[];
	readonly role: (typeof ROLES)[number];
	readonly name: string;
	readonly finish: boolean;
	readonly json: boolean;
	readonly now: Date;
}

/** What a verb has to say, on standard output. */
type Said = Promise<string | Refusal>;

const print = (json: boolean, value: object, text: string): string => (json ? `${JSON.stringify(value)}\n` : text);

/** Reads a tenant, changes it, writes it back. */
async function update(asked: Asked, to: (tenant: Tenant) => Tenant | Refusal): Promise<Tenant | Refusal> {
	const tenant = await readTenant(asked.stack.store, asked.id);
	if (tenant === undefined) return refuse('not-found', `There is no tenant ${asked.id}; \`tenant list\` shows them.`);
	const changed = to(tenant);
	return isRefusal(changed) ? changed : updateTenant(asked.stack.store, changed);
}

async function createVerb(asked: Asked): Said {
	const made = await create(asked.stack, asked.id, asked.role, asked.now);
	if (isRefusal(made)) {
		return made.refused === 'conflict' ? {...made, detail: `The tenant ${asked.id} exists already.`} : made;
	}
	const secrets: Secrets = {
		password: made.password,
		apiKey: {key: made.apiKey, role: asked.role, name: FIRST_KEY},
		standIns: asked.stack.name === 'local',
	};
	const text = `Tenant ${asked.id} is ready. Its secrets are shown this once; only their hashes are kept.\n`;
	const {password, apiKey} = made;
	return print(
		asked.json,
		{...asJson(made.tenant), url: asked.stack.url, secrets: {postmarkPassword: password, apiKey}},
		text + setUp(made.tenant, asked.stack, secrets),
	);
}

async function showVerb(asked: Asked): Said {
	const tenant = await readTenant(asked.stack.store, asked.id);
	if (tenant === undefined) return refuse('not-found', `There is no tenant ${asked.id}; \`tenant list\` shows them.`);
	return print(asked.json, asJson(tenant), described(tenant));
}

/** All tenants, one a line. */
export async function listVerb({stack, json}: Omit<Asked, 'id'>): Said {
	const tenants = await listTenants(stack.store);
	if (tenants.length === 0 && !json) return 'No tenants yet: tenant create NAME\n';
	const rows = tenants.map(({id, createdAt, disabled, ses, sendgrid, apiKeys}) => [
		id,
		createdAt.slice(0, 10),
		disabled ? 'disabled' : 'enabled',
		String(ses.topicArns.length),
		String(sendgrid.publicKeys.length),
		String(apiKeys.length),
	]);
	const head = ['tenant', 'created', 'state', 'ses topics', 'sendgrid keys', 'api keys'];
	return json ? tenants.map((one) => `${JSON.stringify(asJson(one))}\n`).join('') : aligned([head, ...rows], 0);
}

async function rotateVerb(asked: Asked): Said {
	const {id, now, name, stack} = asked;
	const what = change.ROTATING.find((one) => one === asked.rest[0]);
	if (what === undefined) return refuse('invalid', `Say what to rotate: ${change.ROTATING.join(', ')}.`);
	if (asked.finish) {
		const done = await update(asked, (tenant) => change.finished(tenant, what, name));
		return isRefusal(done) ? done : `The older ${what} of ${id} opens nothing any more.\n`;
	}
	if (what === 'sendgrid' && stack.name !== 'local') {
		return refuse(
			'invalid',
			'SendGrid makes that key itself: tenant set … sendgrid-public-key=KEY keeps the older one too.',
		);
	}
	const password = newSecret();
	const pair = newSendgridKey();
	let key = '';
	const done = await update(asked, (tenant) => {
		if (what === 'postmark') return change.withPassword(tenant, password, now);
		if (what === 'sendgrid') return change.withPublicKey(tenant, pair.publicKey);
		const older = tenant.apiKeys.find((one) => one.name === name);
		if (older === undefined)
			return refuse('not-found', `${id} has no key named "${name}"; \`tenant keys ${id}\` lists them.`);
		const made = change.withApiKey(tenant, name, older.role, now);
		key = made.key;
		return made.tenant;
	});
	if (isRefusal(done)) return done;
	if (stack.name === 'local') {
		changeDevTenant(id, (dev) => ({
			...dev,
			...(what === 'postmark' ? {postmark: {...dev.postmark, password}} : {}),
			...(what === 'sendgrid' ? {sendgrid: {privateKey: pair.privateKey}} : {}),
			...(what === 'api-key' && name === FIRST_KEY ? {apiKey: key} : {}),
		}));
	}
	const secret = {postmark: {postmarkPassword: password}, sendgrid: {}, 'api-key': {apiKey: key}}[what];
	const shown = Object.values(secret).map((text) => `  ${text}\n`);
	const next = `It and the one before it are valid, any older one is not; to end the one before it: tenant rotate ${id} ${what} --finish\n`;
	return print(asked.json, {tenant: id, ...secret}, `New ${what} of ${id}, shown this once:\n${shown.join('')}${next}`);
}

function switchVerb(disabled: boolean): (asked: Asked) => Said {
	return async (asked) => {
		const done = await update(asked, (tenant) => ({...tenant, disabled}));
		if (isRefusal(done)) return done;
		const meaning = disabled ? 'disabled: its webhooks and keys answer 401' : 'enabled';
		return `${asked.id} is ${meaning}.\n`;
	};
}

async function keysVerb(asked: Asked): Said {
	const [verb, name, ...more] = asked.rest;
	if (verb === undefined) {
		const tenant = await readTenant(asked.stack.store, asked.id);
		if (tenant === undefined) return refuse('not-found', `There is no tenant ${asked.id}; \`tenant list\` shows them.`);
		const rows = tenant.apiKeys.map((key) => [key.name, key.role, key.createdAt]);
		return aligned([['key', 'role', 'created'], ...rows], 0);
	}
	if ((verb !== 'add' && verb !== 'remove') || name === undefined || more.length > 0 || !/^[\w.-]{1,40}$/.test(name)) {
		return refuse('invalid', 'Say: tenant keys TENANT [add NAME --role read|manage | remove NAME].');
	}
	if (verb === 'remove') {
		const done = await update(asked, (tenant) => change.withoutApiKey(tenant, name));
		return isRefusal(done) ? done : `The key ${name} of ${asked.id} opens nothing any more.\n`;
	}
	let key = '';
	const done = await update(asked, (tenant) => {
		if (tenant.apiKeys.some((one) => one.name === name)) {
			return refuse('conflict', `${asked.id} has a key "${name}": tenant rotate ${asked.id} api-key --name ${name}.`);
		}
		if (tenant.apiKeys.length >= 50) return refuse('invalid', 'A tenant has 50 keys at most.');
		const made = change.withApiKey(tenant, name, asked.role, asked.now);
		key = made.key;
		return made.tenant;
	});
	if (isRefusal(done)) return done;
	return print(asked.json, {tenant: asked.id, name, role: asked.role, apiKey: key}, `Shown this once:\n  ${key}\n`);
}

async function setVerb(asked: Asked): Said {
	if (asked.rest.length === 0) return refuse('invalid', 'Say what to set: threshold=3, ses-topic=+arn:aws:sns:….');
	const done = await update(asked, (tenant) => {
		let changed: Tenant | Refusal = tenant;
		for (const assignment of asked.rest) {
			const equals = assignment.indexOf('=');
			if (equals < 1) return refuse('invalid', `"${assignment.slice(0, 40)}" has not the form name=value.`);
			const [name, value] = [assignment.slice(0, equals), assignment.slice(equals + 1)];
			if (isRefusal(changed)) return changed;
			if (name === 'sendgrid-public-key') changed = change.withPublicKey(changed, value);
			else if (name !== 'ses-topic') changed = change.withSetting(changed, name, value);
			else changed = change.withTopic(changed, value.startsWith('-') ? '-' : '+', value.replace(/^[+-]/, ''));
		}
		return changed;
	});
	return isRefusal(done) ? done : print(asked.json, asJson(done), described(done));
}

/** What can be done to one tenant. */
export const VERBS = new Map<string, (asked: Asked) => Said>([
	['create', createVerb],
	['show', showVerb],
	['rotate', rotateVerb],
	['disable', switchVerb(true)],
	['enable', switchVerb(false)],
	['keys', keysVerb],
	['set', setVerb],
]);
