import {createPrivateKey, createPublicKey, randomBytes, sign} from 'node:crypto';

/** One DER element: tag, length, contents (X.690, 8.1). */
function der(tag: number, ...contents: readonly Uint8Array[]): Buffer {
	const body = Buffer.concat(contents);
	if (body.length < 128) return Buffer.concat([Buffer.from([tag, body.length]), body]);
	const length = Buffer.from(body.length.toString(16).padStart(body.length > 0xff ? 4 : 2, '0'), 'hex');
	return Buffer.concat([Buffer.from([tag, 0x80 | length.length]), length, body]);
}

const SEQUENCE = 0x30;
const SET = 0x31;
const UTC_TIME = 0x17;
/** 1.2.840.113549.1.1.11, sha256WithRSAEncryption, with its NULL parameters. */
const sha256WithRsa = der(SEQUENCE, Buffer.from('06092a864886f70d01010b', 'hex'), der(0x05));
/** 2.5.4.3 */
const commonName = Buffer.from('0603550403', 'hex');

const utcTime = (time: Date): Buffer =>
	der(UTC_TIME, Buffer.from(`${time.toISOString().slice(2, 19).replace(/[-:T]/g, '')}Z`, 'ascii'));

/**
 * A self-signed X.509 certificate (version 1, RFC 5280), valid from an hour ago for ten years: what the local stack serves
 * where Amazon SNS has its own. Node reads certificates and makes none.
 *
 * @param privateKey PEM of an RSA key
 * @returns PEM
 */
export function selfSigned(privateKey: string, name: string, now: Date): string {
	const subject = der(SEQUENCE, der(SET, der(SEQUENCE, commonName, der(0x0c, Buffer.from(name, 'utf8')))));
	const from = new Date(now.getTime() - 3_600_000);
	const until = new Date(now);
	until.setUTCFullYear(until.getUTCFullYear() + 10);
	const toSign = der(
		SEQUENCE,
		der(0x02, Buffer.from([1]), randomBytes(15)), // a positive serial number
		sha256WithRsa,
		subject,
		der(SEQUENCE, utcTime(from), utcTime(until)),
		subject,
		createPublicKey(privateKey).export({type: 'spki', format: 'der'}),
	);
	const signature = sign('sha256', toSign, createPrivateKey(privateKey));
	const whole = der(SEQUENCE, toSign, sha256WithRsa, der(0x03, Buffer.from([0]), signature));
	const lines = whole.toString('base64').replace(/(.{64})(?=.)/g, '$1\n');
	return `-----BEGIN CERTIFICATE-----\n${lines}\n-----END CERTIFICATE-----\n`;
}
