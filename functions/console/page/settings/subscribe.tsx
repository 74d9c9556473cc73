import {readSession} from '../client/session.ts';
import {Copy} from '../ui/copy.tsx';
import {Card} from '../ui/parts.tsx';

/** What can be asked of the topic for one tenant. */
function policies(tenant: string): readonly (readonly [words: string, policy: object])[] {
	return [
		['All alerts of this tenant', {tenant: [tenant]}],
		['What stops mail now', {tenant: [tenant], severity: ['critical']}],
		['Openings and endings, no reminders', {tenant: [tenant], state: ['opened', 'resolved']}],
		['Bans and listings only', {tenant: [tenant], kind: ['ip-ban', 'spamhaus-listing', 'blocklist', 'account-ban']}],
	];
}

function command(policy: object): string {
	return [
		'aws sns subscribe --topic-arn ALERT_TOPIC_ARN \\',
		'  --protocol email --notification-endpoint you@example.com \\',
		`  --attributes '${JSON.stringify({FilterPolicy: JSON.stringify(policy)})}'`,
	].join('\n');
}

/** How alerts reach a mailbox, a queue or a phone through Amazon SNS. */
export function Subscribe() {
	const tenant = readSession().who?.tenant ?? '';
	const [all] = policies(tenant);
	const text = command(all?.[1] ?? {});
	return (
		<Card>
			<p>
				Whoever runs Bounceledger in AWS subscribes you to its alert topic: by e-mail, text message, a queue or a
				function. The topic carries the alerts of all tenants, so a subscription needs a filter policy. ALERT_TOPIC_ARN
				is the output AlertTopicArn of the stack.
			</p>
			<div class="copied">
				<pre class="response">{text}</pre>
				<Copy text={text} what="the command" />
			</div>
			<h3>Filter policies</h3>
			<dl class="facts">
				{policies(tenant).map(([words, policy]) => [
					<dt key={`${words} name`}>{words}</dt>,
					<dd key={words}>
						<code>{JSON.stringify(policy)}</code> <Copy text={JSON.stringify(policy)} what={words} />
					</dd>,
				])}
			</dl>
		</Card>
	);
}
