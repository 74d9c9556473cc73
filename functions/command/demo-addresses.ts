import {mkdirSync, writeFileSync} from 'node:fs';
import {join, relative} from 'node:path';
import process from 'node:process';
import type {DevTenant} from '#shared/model/stack.ts';
import {signSample} from './demo-post.ts';
import {heading} from './demo-report.ts';
import {DATA} from './dev-keys.ts';
import {RESPONSES, type Sample} from './samples/sample.ts';
import type {Paint} from './table.ts';
import {withCredentials} from './tenant-print.ts';
import {webhookUrl} from './webhook-url.ts';

/** One small bounce of each ESP, for trying out. */
function tryOuts(now: Date): Sample[] {
	const at = now.toISOString();
	const id = now.getTime();
	const text = RESPONSES.bannedIp('192.0.2.15');
	const recipient = (esp: string) => `try-${esp}@example.com`;
	return [
		{
			esp: 'postmark',
			body: JSON.stringify({
				RecordType: 'Bounce',
				ID: id,
				Type: 'HardBounce',
				Email: recipient('postmark'),
				BouncedAt: at,
				Details: `smtp;${text}`,
				Inactive: true,
			}),
		},
		{
			esp: 'sendgrid',
			body: JSON.stringify([
				{
					event: 'bounce',
					type: 'bounce',
					email: recipient('sendgrid'),
					timestamp: Math.floor(id / 1000),
					sg_event_id: `try-${id}`,
					reason: text,
					status: '5.7.606',
					ip: '192.0.2.15',
				},
			]),
		},
		{
			esp: 'ses',
			body: JSON.stringify({
				eventType: 'Bounce',
				mail: {timestamp: at, messageId: `try-${id}`, destination: [recipient('ses')]},
				bounce: {
					bounceType: 'Permanent',
					bounceSubType: 'General',
					feedbackId: `try-${id}`,
					timestamp: at,
					bouncedRecipients: [{emailAddress: recipient('ses'), diagnosticCode: `smtp; ${text}`}],
				},
			}),
		},
	];
}

/** Where to send, with what credentials, and a line to try each. Writes the bodies that those lines post. */
export function addresses(paint: Paint, base: string, tenant: DevTenant, now: Date): string {
	const folder = join(DATA, 'curl');
	mkdirSync(folder, {recursive: true});
	const shown = (name: string) => relative(process.cwd(), join(folder, name));
	for (const sample of tryOuts(now)) {
		const signed = signSample(sample, tenant, now);
		const headers = Object.entries(signed.headers).map(([name, value]) => `${name}: ${value}\n`);
		writeFileSync(join(folder, `${sample.esp}.json`), signed.body, {mode: 0o600});
		writeFileSync(join(folder, `${sample.esp}.headers`), headers.join(''), {mode: 0o600});
	}
	const {username, password} = tenant.postmark;
	const postmark = webhookUrl(base, 'postmark', tenant.id);
	const post = (esp: string) => `curl -H @${shown(`${esp}.headers`)} --data-binary @${shown(`${esp}.json`)} \\\n    `;
	return [
		heading(paint, 'TRY IT', `tenant ${tenant.id}; each line posts a bounce, signed just now as the ESP signs`),
		`  ${paint('bold', 'Postmark')}  user ${username}, password ${password}\n`,
		`  ${withCredentials(postmark, username, password)}\n`,
		`  ${post('postmark')}${postmark}\n\n`,
		`  ${paint('bold', 'SendGrid')}  its key pair was made here; \`bounce send\` signs any file with it\n`,
		`  ${post('sendgrid')}${webhookUrl(base, 'sendgrid', tenant.id)}\n\n`,
		`  ${paint('bold', 'SES')}  topic ${tenant.ses.topicArn}\n`,
		`  ${post('ses')}${webhookUrl(base, 'ses', tenant.id)}\n\n`,
		`  ${paint('bold', 'API')}  key ${tenant.apiKey}\n`,
		`  curl -H 'Authorization: Bearer ${tenant.apiKey}' \\\n    ${base}/v1/suppressions/emma.lopez@contoso.example\n\n`,
		`  ${paint('bold', 'Console')}  ${base}/\n`,
		`  ${paint('bold', 'More')}  npm run -s bounce    and: npm run -s bounce -- tenant create acme\n`,
	].join('');
}
