/** Amazon SNS's message around an event, with the fields that it signs (developer guide, "SNS message formats"). */

export const SNS_TYPES = ['Notification', 'SubscriptionConfirmation', 'UnsubscribeConfirmation'] as const;
export type SnsType = (typeof SNS_TYPES)[number];

const NOTIFICATION_FIELDS = ['Message', 'MessageId', 'Subject', 'Timestamp', 'TopicArn', 'Type'] as const;
const CONFIRMATION_FIELDS = ['Message', 'MessageId', 'SubscribeURL', 'Timestamp', 'Token', 'TopicArn', 'Type'] as const;
type SignedField = (typeof NOTIFICATION_FIELDS)[number] | (typeof CONFIRMATION_FIELDS)[number];

/** The fields that Amazon signs, by type, in the order of the signed text. */
export const SIGNED_FIELDS: Readonly<Record<SnsType, readonly SignedField[]>> = {
	Notification: NOTIFICATION_FIELDS,
	SubscriptionConfirmation: CONFIRMATION_FIELDS,
	UnsubscribeConfirmation: CONFIRMATION_FIELDS,
};

/** What is in an envelope before anything is known about it: any field may be missing or of any type. */
export type Envelope = Readonly<Record<string, unknown>>;

/** An object, not an array and not null. Its members are unknown, and looked at one by one. */
export function isEnvelope(value: unknown): value is Envelope {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A member that is a text; the empty text where it is anything else. */
export function textIn(envelope: Envelope, name: string): string {
	const value = Object.hasOwn(envelope, name) ? envelope[name] : undefined;
	return typeof value === 'string' ? value : '';
}

/** Which of the three kinds of message it is, if any. */
export function typeOf(envelope: Envelope): SnsType | undefined {
	const type = textIn(envelope, 'Type');
	return SNS_TYPES.find((known) => known === type);
}

/** The text that Amazon signs: name, line feed, value, line feed for each field that is there. */
export function signedText(envelope: Envelope, type: SnsType): string {
	let text = '';
	for (const name of SIGNED_FIELDS[type]) {
		if (typeof envelope[name] === 'string') text += `${name}\n${envelope[name]}\n`;
	}
	return text;
}

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/**
 * What is wrong with the form of an envelope, or undefined. The signed text has no lengths in it, so that it could be cut
 * into other fields with the same signature: only `Message` may hold a line feed, and `MessageId` must be a UUID.
 */
export function faultOfForm(envelope: Envelope, type: SnsType): string | undefined {
	for (const name of SIGNED_FIELDS[type]) {
		const value = textIn(envelope, name);
		if (value === '' && name !== 'Subject' && name !== 'Message') return `${name} missing`;
		if (name !== 'Message' && value.includes('\n')) return `line feed in ${name}`;
	}
	return uuid.test(textIn(envelope, 'MessageId')) ? undefined : 'MessageId is no UUID';
}
