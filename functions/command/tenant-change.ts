import {newApiKey} from '#shared/authenticate/api-key.ts';
import {isEcdsaPublicKey} from '#shared/authenticate/ecdsa.ts';
import {hashSecret} from '#shared/authenticate/secret.ts';
import {regionOfTopic} from '#shared/authenticate/sns-address.ts';
import {INCIDENT_KINDS, TREND_KINDS} from '#shared/model/incident.ts';
import type {TenantId} from '#shared/model/names.ts';
import {type Refusal, refuse} from '#shared/model/refusal.ts';
import {type Role, settingsSchema, type Tenant, type TenantSettings} from '#shared/model/tenant.ts';

/** How many of a credential are valid at once while it is being changed. */
const AT_ONCE = 2;

/** A tenant without any credential. */
export function emptyTenant(id: TenantId, now: Date): Tenant {
	return {
		id,
		createdAt: now.toISOString(),
		disabled: false,
		settings: settingsSchema.parse({}),
		ses: {topicArns: []},
		sendgrid: {publicKeys: []},
		postmark: {username: id, passwords: []},
		apiKeys: [],
		alertWebhooks: [],
		version: 1,
	};
}

/** With a newer password of Postmark's webhook; the one before stays valid. */
export function withPassword(tenant: Tenant, password: string, now: Date): Tenant {
	const passwords = [{hash: hashSecret(password), createdAt: now.toISOString()}, ...tenant.postmark.passwords];
	return {...tenant, postmark: {...tenant.postmark, passwords: passwords.slice(0, AT_ONCE)}};
}

/** With a newer public key of SendGrid's; the one before stays valid. */
export function withPublicKey(tenant: Tenant, key: string): Tenant | Refusal {
	const base64 = key.replace(/\s+/g, '');
	if (!isEcdsaPublicKey(base64)) {
		return refuse('invalid', 'That is no verification key of SendGrid: base64 of a P-256 public key (MFkwEwYHKoZI…).');
	}
	const older = tenant.sendgrid.publicKeys.filter((one) => one !== base64);
	return {...tenant, sendgrid: {publicKeys: [base64, ...older].slice(0, AT_ONCE)}};
}

/** With a topic more, or one less. */
export function withTopic(tenant: Tenant, sign: '+' | '-', arn: string): Tenant | Refusal {
	const others = tenant.ses.topicArns.filter((one) => one !== arn);
	if (sign === '-') {
		return others.length === tenant.ses.topicArns.length
			? refuse('not-found', `The topic ${arn} is not on the list of ${tenant.id}.`)
			: {...tenant, ses: {topicArns: others}};
	}
	if (regionOfTopic(arn) === undefined) {
		return refuse('invalid', 'That is no ARN of an SNS topic: arn:aws:sns:<region>:<account>:<name>.');
	}
	return {...tenant, ses: {topicArns: [...others, arn]}};
}

/** With one more API key of that name: the newest of a name first, and at most two of a name. */
export function withApiKey(tenant: Tenant, name: string, role: Role, now: Date): {tenant: Tenant; key: string} {
	const key = newApiKey(tenant.id);
	const [older] = tenant.apiKeys.filter((one) => one.name === name);
	const others = tenant.apiKeys.filter((one) => one.name !== name);
	const newest = {hash: hashSecret(key), createdAt: now.toISOString(), name, role};
	return {key, tenant: {...tenant, apiKeys: [newest, ...(older === undefined ? [] : [older]), ...others]}};
}

/** Without the keys of that name. */
export function withoutApiKey(tenant: Tenant, name: string): Tenant | Refusal {
	const apiKeys = tenant.apiKeys.filter((one) => one.name !== name);
	return apiKeys.length === tenant.apiKeys.length
		? refuse('not-found', `${tenant.id} has no key named "${name}".`)
		: {...tenant, apiKeys};
}

/** What can be changed without losing a webhook or a request. */
export const ROTATING = ['postmark', 'sendgrid', 'api-key'] as const;
export type Rotating = (typeof ROTATING)[number];

/** With the newest credential of that kind alone: the older one opens nothing any more. */
export function finished(tenant: Tenant, what: Rotating, keyName: string): Tenant {
	switch (what) {
		case 'postmark':
			return {...tenant, postmark: {...tenant.postmark, passwords: tenant.postmark.passwords.slice(0, 1)}};
		case 'sendgrid':
			return {...tenant, sendgrid: {publicKeys: tenant.sendgrid.publicKeys.slice(0, 1)}};
		case 'api-key': {
			const newest = tenant.apiKeys.find(({name}) => name === keyName);
			return {...tenant, apiKeys: tenant.apiKeys.filter((one) => one.name !== keyName || one === newest)};
		}
	}
}

interface Setting {
	readonly field: keyof TenantSettings;
	readonly meaning: string;
	/** A number where it is left out. */
	readonly read?: (text: string) => unknown;
}

const number = (text: string): number => (text.trim() === '' ? Number.NaN : Number(text));

/** "a,b" → its parts; "none" → none. */
const partsOf = (text: string): string[] => (text === 'none' ? [] : text.split(',').map((part) => part.trim()));

/** "list-quality:0.03,complaints:0.002" → a record of numbers. */
const rates = (text: string): Record<string, number> =>
	Object.fromEntries(
		partsOf(text).map((part) => {
			const [kind = '', rate = ''] = part.split(':', 2);
			return [kind, number(rate)];
		}),
	);

/** The settings as they are called at the command line. */
export const SETTINGS: ReadonlyMap<string, Setting> = new Map([
	[
		'threshold',
		{
			field: 'softBounceThreshold',
			meaning: 'a number: bounces that count before an address is suppressed (1 to 20)',
		},
	],
	['window-days', {field: 'softBounceWindowDays', meaning: 'a number: … within so many days (1 to 365)'}],
	['retention-days', {field: 'factRetentionDays', meaning: 'a number: how long events are kept (30 to 3650)'}],
	[
		'cooldown-hours',
		{
			field: 'alertCooldownHours',
			meaning: 'a number: at most one reminder of an incident in so many hours (0 to 720)',
		},
	],
	[
		'quiet-hours',
		{
			field: 'incidentQuietHours',
			meaning: 'a number: an incident without a response for so long is resolved (0 to 720)',
		},
	],
	['alerts-per-hour', {field: 'alertsPerHour', meaning: 'a number: at most so many alerts within an hour (1 to 1000)'}],
	[
		'muted-kinds',
		{field: 'mutedKinds', meaning: `"none", or kinds without alerts: ${INCIDENT_KINDS.join(',')}`, read: partsOf},
	],
	[
		'least-rates',
		{
			field: 'leastRates',
			meaning: `"none", or KIND:RATE,… from which a rise is trouble (0.03 is 3 %): ${TREND_KINDS.join(', ')}`,
			read: rates,
		},
	],
]);

/** A setting as it is written at the command line. */
export function settingText(settings: TenantSettings, field: keyof TenantSettings): string {
	const value = settings[field];
	if (typeof value !== 'object' || value === null) return String(value);
	// The table gives a map's entries in any order.
	const parts = Array.isArray(value)
		? value
		: Object.entries(value)
				.map(([name, one]) => `${name}:${one}`)
				.sort();
	return parts.length === 0 ? 'none' : parts.join(',');
}

/** With one setting changed. */
export function withSetting(tenant: Tenant, name: string, text: string): Tenant | Refusal {
	const setting = SETTINGS.get(name);
	if (setting === undefined) {
		const names = ['sendgrid-public-key', 'ses-topic', ...SETTINGS.keys()];
		return refuse('invalid', `There is no setting "${name.slice(0, 40)}"; known are: ${names.join(', ')}.`);
	}
	const value = (setting.read ?? number)(text);
	const settings = settingsSchema.safeParse({...tenant.settings, [setting.field]: value});
	return settings.success
		? {...tenant, settings: settings.data}
		: refuse('invalid', `"${name}" must be ${setting.meaning}.`);
}
