import {hash} from 'node:crypto';
import {OPERATOR} from '#shared/model/names.ts';
import type {Tenant} from '#shared/model/tenant.ts';
import type {Stack} from './stack.ts';
import {aligned} from './table.ts';
import {SETTINGS, settingText} from './tenant-change.ts';
import {webhookUrl} from './webhook-url.ts';

/** What is shown once and kept nowhere. */
export interface Secrets {
	readonly password?: string;
	readonly apiKey?: {readonly key: string; readonly role: string; readonly name: string};
	/** A local tenant's stand-ins for SES and SendGrid are set up already. */
	readonly standIns?: boolean;
}

/** An address with credentials in it, as Postmark's form takes it. */
export function withCredentials(url: string, username: string, password: string): string {
	return url.replace('://', `://${encodeURIComponent(username)}:${encodeURIComponent(password)}@`);
}

/** The webhooks' addresses with their credentials, and the API key: shown once. Webhooks are not for the operator. */
export function setUp(tenant: Tenant, stack: Stack, secrets: Secrets): string {
	const parts =
		tenant.id === OPERATOR
			? [section('Operator', [], ['Sees the incidents that concern several tenants. No webhooks are taken for it.'])]
			: webhooks(tenant, stack, secrets);
	if (secrets.apiKey !== undefined) {
		const {key, role, name} = secrets.apiKey;
		parts.push(
			section('API', [
				['address', `${stack.url}/v1/`],
				['key', `${key}  (role ${role}, name ${name})`],
			]),
		);
	}
	return parts.join('');
}

const section = (title: string, rows: readonly (readonly string[])[], lines: readonly string[] = []): string =>
	`\n${title}\n${aligned(rows)}${lines.map((line) => `  ${line}\n`).join('')}`;

function webhooks(tenant: Tenant, stack: Stack, secrets: Secrets): string[] {
	const at = stack.name === 'local' ? '' : ` --stack ${stack.name}`;
	const set = `npm run bounce -- tenant set ${tenant.id}${at}`;
	const url = (esp: 'ses' | 'sendgrid' | 'postmark') => webhookUrl(stack.url, esp, tenant.id);
	const parts: string[] = [];
	if (secrets.password !== undefined) {
		const user = tenant.postmark.username;
		parts.push(
			section('Postmark', [
				['webhook', withCredentials(url('postmark'), user, secrets.password)],
				['or apart', url('postmark')],
				['user', user],
				['password', secrets.password],
			]),
		);
	}
	const sendgrid = secrets.standIns
		? ['Its key pair was made on this machine; `bounce send` signs with it.']
		: [
				'Settings > Mail Settings > Event Webhook: paste the address, switch on "Signed Event Webhook", and',
				'give its verification key here:',
				`  ${set} sendgrid-public-key=MFkwEwYHKoZI…`,
			];
	const ses = secrets.standIns
		? ['The topic stands in for SES on this machine; `bounce send` signs as Amazon SNS does.']
		: [
				'Name the topic that SES publishes to:',
				`  ${set} ses-topic=+arn:aws:sns:<region>:<account>:<topic>`,
				'Then subscribe to it by HTTPS, which confirms itself; leave raw message delivery off:',
				`  aws sns subscribe --topic-arn <arn> --protocol https --notification-endpoint ${url('ses')}`,
				'Or, tried again for 23 days instead of a minute: add the topic to sesTopicArns in infra/config.ts, deploy.',
			];
	const topics = tenant.ses.topicArns.map((arn) => ['topic', arn]);
	parts.push(section('SendGrid', [['webhook', url('sendgrid')]], sendgrid));
	parts.push(section('SES', [['webhook', url('ses')], ...topics], ses));
	return parts;
}

const short = (text: string): string => hash('sha256', text, 'hex').slice(0, 12);

/** A tenant for people: never a secret, not even a hash. */
export function described(tenant: Tenant): string {
	const {postmark, sendgrid, ses, apiKeys, alertWebhooks, settings} = tenant;
	const when = (made: readonly {readonly createdAt: string}[]) =>
		made.length === 0 ? 'none' : made.map(({createdAt}) => `of ${createdAt.slice(0, 16)}Z`).join(', ');
	return aligned([
		['tenant', `${tenant.id}${tenant.disabled ? '  (disabled)' : ''}`],
		['created', tenant.createdAt],
		['postmark user', postmark.username],
		['postmark passwords', when(postmark.passwords)],
		...sendgrid.publicKeys.map((key) => ['sendgrid public key', `${key.slice(0, 24)}… (${short(key)})`]),
		...ses.topicArns.map((arn) => ['ses topic', arn]),
		...apiKeys.map(({name, role, createdAt}) => ['api key', `${name}, role ${role}, of ${createdAt.slice(0, 16)}Z`]),
		...alertWebhooks.map(({id, url, disabledAt}) => [
			'alert webhook',
			`${id} at ${new URL(url).host}${disabledAt === undefined ? '' : '  (disabled)'}`,
		]),
		...[...SETTINGS].map(([name, {field}]) => [name, settingText(settings, field)]),
	]);
}

/** A tenant for programs: what `described` shows. */
export function asJson(tenant: Tenant): object {
	return {
		id: tenant.id,
		createdAt: tenant.createdAt,
		disabled: tenant.disabled,
		settings: tenant.settings,
		ses: tenant.ses,
		sendgrid: tenant.sendgrid,
		postmark: {
			username: tenant.postmark.username,
			passwords: tenant.postmark.passwords.map(({createdAt}) => ({createdAt})),
		},
		apiKeys: tenant.apiKeys.map(({name, role, createdAt}) => ({name, role, createdAt})),
	};
}
