import {generateKeyPairSync, type KeyObject} from 'node:crypto';
import {selfSigned} from '#functions/command/certificate.ts';
import {basicHeader} from '#shared/authenticate/basic.ts';
import {signEcdsa} from '#shared/authenticate/ecdsa.ts';
import {signSns} from '#shared/authenticate/sns.ts';
import type {EspName} from '#shared/model/event.ts';
import type {Tenant} from '#shared/model/tenant.ts';
import {tenantWith} from './tenant.ts';

/** The moment at which everything in the contract happens. */
export const NOW = new Date('2026-03-02T12:00:00.000Z');

/** A request as an ESP posts it. */
export interface Posted {
	readonly headers: Readonly<Record<string, string>>;
	readonly body: Buffer;
}

/** An ESP's stand-in: it posts as the ESP does, with one of three secrets, of which a tenant knows some. */
export interface Poster {
	readonly tenant: (...secrets: readonly number[]) => Tenant;
	/** An event as the ESP's own bytes, signed and wrapped as the ESP does it. */
	readonly post: (event: string, secret?: number, at?: Date) => Posted;
	/** Any bytes as the whole body, with whatever proof the scheme can put on them. */
	readonly raw: (body: Buffer) => Posted;
	/** A body that gives one fact for jo@example.com. */
	readonly good: string;
	/** Three facts and one event, or recipient, that cannot be used; undefined where a body holds one of these only. */
	readonly mixed?: string;
	/** One fact, twice. */
	readonly doubled?: string;
	/** A body whose one event cannot be used. */
	readonly unusable: string;
	readonly unknownType: string;
	/** The wrong kind of JSON at the top. */
	readonly wrongShape: string;
	/** Whether the scheme signs a time. */
	readonly stale: boolean;
}

const sendgridKeys = [0, 1, 2].map(() => generateKeyPairSync('ec', {namedCurve: 'P-256'}));
const shown = ({publicKey}: {publicKey: KeyObject}) =>
	publicKey.export({type: 'spki', format: 'der'}).toString('base64');

const sendgridEvent = (more: object) => ({
	email: 'jo@example.com',
	timestamp: 1_772_450_000,
	event: 'bounce',
	type: 'bounce',
	reason: '550 5.1.1 No such user',
	sg_event_id: 'ZXZlbnQtMQ',
	sg_message_id: 'message-1.recvd',
	...more,
});

function sendgridPost(body: Buffer, secret = 0, at = NOW): Posted {
	const key = sendgridKeys[secret]?.privateKey;
	if (key === undefined) throw new Error('no such secret');
	return {headers: signEcdsa(body, String(Math.floor(at.getTime() / 1000)), key), body};
}

const sendgrid: Poster = {
	tenant: (...secrets) => tenantWith({publicKeys: sendgridKeys.filter((_, at) => secrets.includes(at)).map(shown)}),
	post: (event, secret, at) => sendgridPost(Buffer.from(event), secret, at),
	raw: (body) => sendgridPost(body),
	good: JSON.stringify([sendgridEvent({})]),
	mixed: JSON.stringify([
		sendgridEvent({}),
		sendgridEvent({sg_event_id: '2', email: 'sam@example.com'}),
		sendgridEvent({sg_event_id: '3', email: 'nobody'}),
		sendgridEvent({sg_event_id: '4', email: 'kim@example.com'}),
	]),
	doubled: JSON.stringify([sendgridEvent({}), sendgridEvent({sg_event_id: 'new on a retry'})]),
	unusable: JSON.stringify([sendgridEvent({email: 7})]),
	unknownType: JSON.stringify([sendgridEvent({event: 'teleported'})]),
	wrongShape: '{}',
	stale: true,
};

const passwords = ['first-password', 'second-password', 'third-password'];
const postmarkRecord = (more: object) =>
	JSON.stringify({
		RecordType: 'Bounce',
		Type: 'HardBounce',
		ID: 4_711,
		Email: 'jo@example.com',
		BouncedAt: '2026-03-02T11:00:00Z',
		...more,
	});
const postmarkPost = (body: Buffer, secret = 0): Posted => ({
	headers: {authorization: basicHeader('bounceledger', passwords[secret] ?? '')},
	body,
});

const postmark: Poster = {
	tenant: (...secrets) => tenantWith({passwords: passwords.filter((_, at) => secrets.includes(at))}),
	post: (event, secret) => postmarkPost(Buffer.from(event), secret),
	raw: (body) => postmarkPost(body),
	good: postmarkRecord({}),
	unusable: postmarkRecord({Email: null}),
	unknownType: postmarkRecord({RecordType: 'Teleport'}),
	wrongShape: '[]',
	stale: false,
};

const rsa = generateKeyPairSync('rsa', {modulusLength: 2048});
const rsaPem = rsa.privateKey.export({type: 'pkcs8', format: 'pem'}).toString();
/** What every fetch of a certificate gives. */
export const CERTIFICATE = selfSigned(rsaPem, 'sns.amazonaws.com', NOW);

/** The topics that stand for the three secrets. */
export const TOPICS = ['first', 'second', 'third'].map((name) => `arn:aws:sns:us-east-1:123456789012:${name}`);

/** An envelope as Amazon SNS signs it. */
export function snsEnvelope(
	more: Readonly<Record<string, unknown>>,
	version: '1' | '2' = '2',
	key: string = rsaPem,
): string {
	return signSns(
		{
			Type: 'Notification',
			MessageId: '11111111-2222-4333-8444-555555555555',
			TopicArn: TOPICS[0],
			Timestamp: '2026-03-02T11:00:01.000Z',
			SigningCertURL: 'https://sns.us-east-1.amazonaws.com/SimpleNotificationService-0123456789abcdef.pem',
			...more,
			SignatureVersion: version,
		},
		key,
	);
}

const sesBounce = (recipients: readonly unknown[], more: object = {}) =>
	JSON.stringify({
		eventType: 'Bounce',
		mail: {messageId: 'message-1', source: 'news@mail.example.net'},
		bounce: {
			bounceType: 'Permanent',
			bounceSubType: 'General',
			bouncedRecipients: recipients,
			timestamp: '2026-03-02T11:00:00.000Z',
			feedbackId: 'feedback-1',
		},
		...more,
	});

const ses: Poster = {
	tenant: (...secrets) => tenantWith({topicArns: TOPICS.filter((_, at) => secrets.includes(at))}),
	post: (event, secret = 0) => ({
		headers: {'content-type': 'text/plain; charset=UTF-8'},
		body: Buffer.from(snsEnvelope({Message: event, TopicArn: TOPICS[secret]})),
	}),
	raw: (body) => ({headers: {}, body}),
	good: sesBounce([{emailAddress: 'jo@example.com'}]),
	mixed: sesBounce(['jo', 'sam', '', 'kim'].map((name) => ({emailAddress: `${name}@example.com`}))),
	doubled: sesBounce([{emailAddress: 'jo@example.com'}, {emailAddress: '"Jo" <JO@example.com>'}]),
	unusable: sesBounce([]),
	unknownType: sesBounce([], {eventType: 'Teleport'}),
	wrongShape: '[]',
	stale: false,
};

export const POSTERS: Readonly<Record<EspName, Poster>> = {ses, sendgrid, postmark};
