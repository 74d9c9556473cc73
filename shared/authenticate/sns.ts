import {type KeyLike, type KeyObject, sign, verify, X509Certificate} from 'node:crypto';
import {isRefusal, type Refusal, refuse} from '#shared/model/refusal.ts';
import type {RawRequest} from '#shared/model/request.ts';
import {type Authentic, proven} from './authentic.ts';
import {NOT_AUTHENTIC} from './refused.ts';
import {certificateAddress} from './sns-address.ts';
import {type Envelope, faultOfForm, isEnvelope, type SnsType, signedText, textIn, typeOf} from './sns-envelope.ts';

/**
 * Gives a certificate as PEM text, without following redirects and bounded in time and size; an empty text where the host
 * answers that it has none.
 *
 * @throws where the host cannot be reached just now: the sender should try again
 */
export type FetchCertificate = (url: URL) => Promise<string>;

interface SigningKey {
	readonly key: KeyObject;
	readonly validFrom: number;
	readonly validTo: number;
}

/** `SignatureVersion` → digest (developer guide, "Verifying the signatures of Amazon SNS messages"). */
const DIGESTS: ReadonlyMap<string, string> = new Map([
	['1', 'RSA-SHA1'],
	['2', 'RSA-SHA256'],
]);

/** Keys by the address of their certificate, for each way to fetch: Amazon has a handful for each region. */
const caches = new WeakMap<FetchCertificate, Map<string, SigningKey>>();
const MAX_CERTIFICATES = 200;

function readCertificate(pem: string): SigningKey | undefined {
	try {
		const certificate = new X509Certificate(pem);
		if (certificate.publicKey.asymmetricKeyType !== 'rsa') return undefined;
		return {
			key: certificate.publicKey,
			validFrom: Date.parse(certificate.validFrom),
			validTo: Date.parse(certificate.validTo),
		};
	} catch {
		return undefined; // whatever the host sent was no certificate
	}
}

async function signingKey(url: URL, fetchCertificate: FetchCertificate): Promise<SigningKey | undefined> {
	const cache = caches.get(fetchCertificate) ?? new Map<string, SigningKey>();
	caches.set(fetchCertificate, cache);
	const kept = cache.get(url.href);
	if (kept !== undefined) return kept;
	const read = readCertificate(await fetchCertificate(url));
	if (read === undefined) return undefined;
	if (cache.size >= MAX_CERTIFICATES) cache.clear();
	cache.set(url.href, read);
	return read;
}

const refused = (reason: string) => refuse('not-authentic', NOT_AUTHENTIC, {reason});

/** The body as an envelope; the refusal says what it is not. */
function parseEnvelope(request: RawRequest): {readonly envelope: Envelope} | Refusal {
	try {
		const value: unknown = JSON.parse(Buffer.from(request.body).toString('utf8'));
		return isEnvelope(value) ? {envelope: value} : refuse('malformed', 'The body is not a JSON object.');
	} catch {
		return refuse('malformed', 'The body is not JSON.');
	}
}

/**
 * A message of Amazon SNS: its topic first (anybody with an AWS account can point a topic of their own at us, and Amazon
 * will sign it), then form, address of the certificate, its dates, signature.
 *
 * @param topicArns the topics that are allowed; undefined where there is no such tenant
 * @throws where the certificate cannot be fetched just now
 */
export async function verifySns(
	request: RawRequest,
	topicArns: readonly string[] | undefined,
	deps: {readonly now: () => Date; readonly fetchCertificate: FetchCertificate},
): Promise<Authentic | Refusal> {
	if (request.headers.get('x-amz-sns-rawdelivery')?.toLowerCase() === 'true') {
		return refuse('forbidden', 'Raw message delivery carries no signature. Switch it off on the subscription.', {
			reason: 'raw delivery',
		});
	}
	const parsed = parseEnvelope(request);
	if (isRefusal(parsed)) return parsed;
	const {envelope} = parsed;
	const topic = textIn(envelope, 'TopicArn');
	if (!topicArns?.includes(topic)) return refused(topic === '' ? 'no TopicArn' : 'topic not on the list');
	const type = typeOf(envelope);
	if (type === undefined) return refused('unknown Type');
	const fault = faultOfForm(envelope, type);
	if (fault !== undefined) return refused(fault);
	const digest = DIGESTS.get(textIn(envelope, 'SignatureVersion'));
	if (digest === undefined) return refused('unknown SignatureVersion');
	const address = certificateAddress(textIn(envelope, 'SigningCertURL'), topic);
	if (address === undefined) return refused("SigningCertURL is not Amazon SNS's");
	const signing = await signingKey(address, deps.fetchCertificate);
	if (signing === undefined) return refused('no certificate at SigningCertURL');
	const now = deps.now().getTime();
	if (!(signing.validFrom <= now && now <= signing.validTo)) return refused('certificate out of date');
	const text = Buffer.from(signedText(envelope, type), 'utf8');
	const signature = Buffer.from(textIn(envelope, 'Signature'), 'base64');
	return verify(digest, text, signing.key, signature) ? proven(request) : refused('signature does not fit');
}

/** An envelope before it is signed. Its `Type` decides which fields are. */
export type UnsignedEnvelope = Envelope & {readonly Type: SnsType; readonly SignatureVersion: '1' | '2'};

/** The body as Amazon SNS posts it, signed with an RSA private key. */
export function signSns(envelope: UnsignedEnvelope, privateKey: KeyLike): string {
	const digest = DIGESTS.get(envelope.SignatureVersion) ?? 'RSA-SHA256';
	const signature = sign(digest, Buffer.from(signedText(envelope, envelope.Type), 'utf8'), privateKey);
	return JSON.stringify({...envelope, Signature: signature.toString('base64')}, null, 2);
}
