import {randomUUID} from 'node:crypto';
import {basicHeader} from '#shared/authenticate/basic.ts';
import {signEcdsa} from '#shared/authenticate/ecdsa.ts';
import {signSns} from '#shared/authenticate/sns.ts';
import {type Envelope, isEnvelope, textIn, typeOf} from '#shared/authenticate/sns-envelope.ts';

/** A webhook as an ESP posts it. */
export interface Signed {
	readonly headers: Readonly<Record<string, string>>;
	readonly body: Uint8Array;
	/** What had to be changed in the body, for people. */
	readonly notes: readonly string[];
}

const json = {'content-type': 'application/json'};

/** As SendGrid posts it: these very bytes, signed now. */
export function asSendgrid(body: Uint8Array, privateKey: string, now: Date): Signed {
	const timestamp = String(Math.floor(now.getTime() / 1000));
	return {headers: {...json, ...signEcdsa(body, timestamp, privateKey)}, body, notes: []};
}

/** As Postmark posts it: these very bytes, with HTTP Basic authentication. */
export function asPostmark(body: Uint8Array, username: string, password: string): Signed {
	return {headers: {...json, authorization: basicHeader(username, password)}, body, notes: []};
}

/** The envelope that a file holds, or the one that SNS would put around a bare SES event. */
function envelopeOf(text: string, topicArn: string, now: Date): {envelope: Envelope; notes: string[]} | undefined {
	let value: unknown;
	try {
		value = JSON.parse(text);
	} catch {
		return undefined;
	}
	if (!isEnvelope(value)) return undefined;
	if (typeOf(value) !== undefined) return {envelope: value, notes: []};
	const around = {
		Type: 'Notification',
		MessageId: randomUUID(),
		TopicArn: topicArn,
		Subject: 'Amazon SES Email Event Notification',
		Message: text,
		Timestamp: now.toISOString(),
		SignatureVersion: '1',
	};
	return {envelope: around, notes: ['no SNS envelope in the file: put one around the event']};
}

/** Which key signs, and for whom. */
export interface SnsSigner {
	readonly privateKey: string;
	/** Path of its certificate on the host of Amazon SNS. */
	readonly certificatePath: string;
	/** The tenant's topics; the first stands in where the file's is none of them. */
	readonly topicArns: readonly string[];
}

/**
 * As Amazon SNS posts it. An envelope is signed anew by `signer`, its topic replaced where it is not the tenant's; a bare
 * SES event gets an envelope; what is neither goes as it is, without a signature.
 */
export function asSns(body: Uint8Array, signer: SnsSigner, now: Date): Signed {
	const plain = {'content-type': 'text/plain; charset=UTF-8'};
	const [ours = ''] = signer.topicArns;
	const found = envelopeOf(Buffer.from(body).toString('utf8'), ours, now);
	const type = found === undefined ? undefined : typeOf(found.envelope);
	if (found === undefined || type === undefined) {
		return {headers: plain, body, notes: ['the file is no JSON object: posted without a signature']};
	}
	const {envelope, notes} = found;
	const given = textIn(envelope, 'TopicArn');
	const topic = signer.topicArns.includes(given) ? given : ours;
	if (topic !== given) notes.push(`topic replaced by the tenant's own, ${topic}`);
	const region = topic.split(':')[3] ?? '';
	const host = `sns.${region}.amazonaws.com${topic.startsWith('arn:aws-cn:') ? '.cn' : ''}`;
	const subscribe = textIn(envelope, 'SubscribeURL');
	const signed = signSns(
		{
			...envelope,
			Type: type,
			TopicArn: topic,
			...(subscribe === ''
				? {}
				: {SubscribeURL: subscribe.replace(given, topic).replace(/^https:\/\/[^/]+/, `https://${host}`)}),
			SignatureVersion: textIn(envelope, 'SignatureVersion') === '2' ? '2' : '1',
			SigningCertURL: `https://${host}${signer.certificatePath}`,
		},
		signer.privateKey,
	);
	return {
		headers: {
			...plain,
			'x-amz-sns-message-type': type,
			'x-amz-sns-message-id': textIn(envelope, 'MessageId').replace(/[^\x21-\x7e]/g, ''),
			'x-amz-sns-topic-arn': topic,
		},
		body: Buffer.from(signed, 'utf8'),
		notes,
	};
}
