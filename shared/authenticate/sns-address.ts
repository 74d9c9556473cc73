/** Amazon SNS's own hosts, told from those that only look like them. The parsed address is compared, never its text. */

/** A region, in an address or an ARN: "us-east-1", "us-gov-west-1", "ap-southeast-2". */
const topicArn = /^arn:(aws|aws-cn|aws-us-gov):sns:([a-z]{2}(?:-[a-z]+)+-\d+):\d{12}:[A-Za-z0-9_-]{1,256}(?:\.fifo)?$/;
const snsHost = /^sns\.([a-z]{2}(?:-[a-z]+)+-\d+)\.amazonaws\.com(\.cn)?$/;
const certificatePath = /^\/SimpleNotificationService-[0-9A-Za-z]+\.pem$/;

/** Longest address or ARN that is looked at, in characters. */
const MAX_LENGTH = 2048;

/** The region of a topic, or undefined where the text is no topic's ARN. */
export function regionOfTopic(arn: string): string | undefined {
	return arn.length <= MAX_LENGTH ? topicArn.exec(arn)?.[2] : undefined;
}

/**
 * An address of Amazon SNS in the topic's own region: https, no user, no port, no fragment, and spelled as Amazon spells
 * it, so that no two readers can take it for different hosts. Undefined for everything else.
 */
function snsAddress(text: string, arn: string): URL | undefined {
	if (text.length > MAX_LENGTH || !URL.canParse(text)) return undefined;
	const url = new URL(text);
	const [, region, china] = snsHost.exec(url.hostname) ?? [];
	const [, partition, topicRegion] = (arn.length <= MAX_LENGTH ? topicArn.exec(arn) : null) ?? [];
	const ours =
		url.protocol === 'https:' &&
		url.username === '' &&
		url.password === '' &&
		url.port === '' &&
		!text.includes('#') &&
		url.href === text &&
		region !== undefined &&
		region === topicRegion &&
		(china !== undefined) === (partition === 'aws-cn');
	return ours ? url : undefined;
}

/** `SigningCertURL` where it is the address of one of Amazon SNS's certificates in the topic's region, else undefined. */
export function certificateAddress(text: string, arn: string): URL | undefined {
	const url = snsAddress(text, arn);
	return url !== undefined && !text.includes('?') && certificatePath.test(url.pathname) ? url : undefined;
}

/** `SubscribeURL` where fetching it confirms a subscription to this very topic with this very token, else undefined. */
export function confirmationAddress(text: string, arn: string, token: string): URL | undefined {
	const url = snsAddress(text, arn);
	if (url === undefined || url.pathname !== '/') return undefined;
	const asked = (name: string, value: string) => {
		const values = url.searchParams.getAll(name);
		return values.length === 1 && values[0] === value;
	};
	return asked('Action', 'ConfirmSubscription') && asked('TopicArn', arn) && asked('Token', token) ? url : undefined;
}
