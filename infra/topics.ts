import {ArnFormat, type Stack, Validations} from 'aws-cdk-lib';
import {AnyPrincipal, Effect, type IRole, PolicyStatement, ServicePrincipal} from 'aws-cdk-lib/aws-iam';
import {CfnTopic, Topic} from 'aws-cdk-lib/aws-sns';
import {EmailSubscription} from 'aws-cdk-lib/aws-sns-subscriptions';

/** Where incidents are told to whoever subscribes. Encrypted with the account's own SNS key, which costs nothing. */
export function makeAlertTopic(stack: Stack, emails: readonly string[]): Topic {
	const topic = encrypted(new Topic(stack, 'Alerts', {displayName: 'Bounceledger', enforceSSL: true}));
	for (const email of emails) topic.addSubscription(new EmailSubscription(email));
	return topic;
}

/**
 * The same alerts as custom notifications, for Amazon Q Developer in chat applications alone: it takes nothing else. The
 * channel is set up in its console and subscribes itself.
 */
export function makeChatTopic(stack: Stack): Topic {
	return encrypted(new Topic(stack, 'Chat', {displayName: 'Bounceledger chat', enforceSSL: true}));
}

/** By the key's short name: it comes into being with its first use, and Topic's masterKey would ask for it by an ARN. */
function encrypted(topic: Topic): Topic {
	if (topic.node.defaultChild instanceof CfnTopic) topic.node.defaultChild.kmsMasterKeyId = 'alias/aws/sns';
	return topic;
}

/** Whatever else the account allows: no other principal publishes to the topic. */
export function onlyPublisher(topic: Topic, publisher: IRole): void {
	topic.addToResourcePolicy(
		new PolicyStatement({
			sid: 'OnlyOnePublisher',
			effect: Effect.DENY,
			principals: [new AnyPrincipal()],
			actions: ['sns:Publish'],
			resources: [topic.topicArn],
			conditions: {ArnNotEquals: {'aws:PrincipalArn': publisher.roleArn}},
		}),
	);
}

/** Where the alarms go: for the people who run the stack, not for those who send mail. */
export function makeOperationsTopic(stack: Stack, emails: readonly string[]): Topic {
	const topic = new Topic(stack, 'Operations', {displayName: 'Bounceledger operations', enforceSSL: true});
	// A topic with a policy of its own has lost the one by which the account's alarms may publish.
	topic.addToResourcePolicy(
		new PolicyStatement({
			sid: 'AlarmsOfThisAccount',
			principals: [new ServicePrincipal('cloudwatch.amazonaws.com')],
			actions: ['sns:Publish'],
			resources: [topic.topicArn],
			conditions: {
				StringEquals: {'aws:SourceAccount': stack.account},
				ArnLike: {
					'aws:SourceArn': stack.formatArn({
						service: 'cloudwatch',
						resource: 'alarm',
						resourceName: '*',
						arnFormat: ArnFormat.COLON_RESOURCE_NAME,
					}),
				},
			},
		}),
	);
	Validations.of(topic).acknowledge({
		id: 'AwsSolutions-SNS2',
		reason:
			"CloudWatch cannot publish through SNS's own key; only a customer-managed key would do, at a dollar a month and with a policy of its own to go wrong. An alarm carries its name, its number and a link: no tenant, no address, no payload. TLS is enforced.",
	});
	for (const email of emails) topic.addSubscription(new EmailSubscription(email));
	return topic;
}
