import * as z from 'zod/mini';

/**
 * Strings with a meaning. Each has one guard here, and a value of the type comes from nowhere else.
 */

declare const brand: unique symbol;
type Branded<Name extends string> = string & {readonly [brand]: Name};

export type TenantId = Branded<'TenantId'>;
export type EmailAddress = Branded<'EmailAddress'>;
export type Domain = Branded<'Domain'>;
export type IpAddress = Branded<'IpAddress'>;
export type FactId = Branded<'FactId'>;

const tenantId = /^[a-z0-9][a-z0-9-]{0,38}[a-z0-9]$/;

/** 2 to 40 lower-case letters, digits and hyphens; neither first nor last a hyphen. It stands in URLs and table keys. */
export function isTenantId(text: string): text is TenantId {
	return tenantId.test(text);
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: an address with a control character is refused, never cleaned up
const controlCharacter = /[\u0000-\u001f\u007f-\u009f]/;

const ascii = /^[\x20-\x7e]*$/;
const unicodeDomain = /^[\p{L}\p{M}\p{N}.\u3002\uff0e\uff61_-]{1,253}$/u;

/**
 * A domain in the letters that DNS knows: `bücher.example` becomes `xn--bcher-kva.example` (UTS 46). What is ASCII
 * already, and what cannot be put so, stays as it is.
 */
function asciiDomain(domain: string): string {
	if (ascii.test(domain) || !unicodeDomain.test(domain)) return domain;
	return URL.parse(`http://${domain}`)?.hostname ?? domain;
}

/** An address whose domain is written as DNS has it. */
function withAsciiDomain(address: string): string {
	const at = address.lastIndexOf('@');
	return address.slice(0, at + 1) + asciiDomain(address.slice(at + 1));
}

/**
 * The bare form of an address: NFC, lower-cased as a whole, the domain as DNS has it, at most 320 characters (RFC 3696
 * erratum 1690), an `@` with something on both sides, no control character. Plus tags and dots stay.
 */
export function isEmailAddress(text: string): text is EmailAddress {
	const at = text.lastIndexOf('@');
	return (
		at > 0 &&
		at < text.length - 1 &&
		text.length <= 320 &&
		!controlCharacter.test(text) &&
		text === text.trim() &&
		text === withAsciiDomain(text.normalize('NFC').toLowerCase())
	);
}

/**
 * Takes a mailbox as people and ESPs write it (`"Jo" <Jo@Example.com>`, ` JO@EXAMPLE.COM `) to its bare address, or undefined where
 * it holds none. The text is not cleaned up: a control character anywhere refuses it.
 */
export function parseEmailAddress(text: unknown): EmailAddress | undefined {
	if (typeof text !== 'string' || text.length > 1000 || controlCharacter.test(text)) return undefined;
	let bare = text.trim();
	if (bare.endsWith('>')) bare = bare.slice(bare.lastIndexOf('<') + 1, -1).trim();
	bare = withAsciiDomain(bare.normalize('NFC').toLowerCase());
	return isEmailAddress(bare) ? bare : undefined;
}

const domain = /^(?=.{1,253}$)[\p{L}\p{N}_-]{1,63}(\.[\p{L}\p{N}_-]{1,63})+$/u;

/** A lower-case host name of at least two labels, in its U-label or A-label form. */
export function isDomain(text: string): text is Domain {
	// The expression counts letters, of which some take two places: keys are bounded in bytes.
	return text.length <= 253 && domain.test(text) && text === text.toLowerCase();
}

/** The domain of an address; undefined where that part is no host name (an address literal, say). */
export function domainOf(address: EmailAddress): Domain | undefined {
	const part = address.slice(address.lastIndexOf('@') + 1);
	return isDomain(part) ? part : undefined;
}

const ipv4 = /^(?:(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)(?:\.(?!$)|$)){4}$/;
const ipv6 = /^(?=.{2,45}$)[0-9a-f:]*:[0-9a-f:]*:[0-9a-f:.]*$/;

/** An IPv4 address, or an IPv6 address in lower case (checked for its characters only: it is a name here, not a route). */
export function isIpAddress(text: string): text is IpAddress {
	return ipv4.test(text) || ipv6.test(text);
}

const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/;

/**
 * One spelling for one address, so that what ESPs and responses write differently is the same sender: IPv6 as RFC 5952 has it,
 * IPv4 in its own form. Undefined where the text is none.
 */
export function parseIpAddress(text: string): IpAddress | undefined {
	const lower = text.toLowerCase();
	const plain = mapped.exec(lower)?.[1] ?? lower;
	if (!isIpAddress(plain)) return undefined;
	if (!plain.includes(':')) return plain;
	const spelled = URL.parse(`http://[${plain}]/`)?.hostname.slice(1, -1) ?? plain;
	return isIpAddress(spelled) ? spelled : plain;
}

const factId = /^[0-9a-f]{32}$/;

/** 32 lower-case hexadecimal digits. */
export function isFactId(text: string): text is FactId {
	return factId.test(text);
}

/** A schema for a string that a guard lets through. */
export function named<Name extends string>(
	guard: (text: string) => text is Name,
	what: string,
): z.ZodMiniType<Name, unknown> {
	return z.custom<Name>((value) => typeof value === 'string' && guard(value), {error: `not ${what}`});
}

export const tenantIdSchema = named(isTenantId, 'a tenant id: 2 to 40 lower-case letters, digits and hyphens');
export const emailAddressSchema = named(isEmailAddress, 'a bare, lower-case e-mail address');
export const domainSchema = named(isDomain, 'a lower-case domain name');
export const ipAddressSchema = named(isIpAddress, 'an IP address');
export const factIdSchema = named(isFactId, 'a fact id');

/**
 * Whoever runs the deployment: incidents that concern several tenants are kept under this reserved id. A profile of this
 * name sees them as a tenant sees its own; webhooks are not taken for it.
 */
export const OPERATOR: TenantId = tenantIdSchema.parse('operator');
