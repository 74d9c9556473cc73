import {deflateRawSync, inflateRawSync} from 'node:zlib';

/** Far more than is ever packed: what unpacks to more is broken. */
const MOST = 4_000_000;

/**
 * Attributes as bytes (JSON, RFC 1951). A write is charged by the size of its item, and an incident is written with each
 * batch of responses: packed, its timeline, samples and evidence are a tenth as long.
 */
export function packed(attributes: Readonly<Record<string, unknown>>): Uint8Array {
	return deflateRawSync(JSON.stringify(attributes));
}

/**
 * The attributes that were packed; none of what is not bytes.
 *
 * @throws Error where they are broken
 */
export function unpacked(bytes: unknown): Readonly<Record<string, unknown>> {
	if (!(bytes instanceof Uint8Array)) return {};
	const attributes: unknown = JSON.parse(inflateRawSync(bytes, {maxOutputLength: MOST}).toString());
	return typeof attributes === 'object' && attributes !== null ? {...attributes} : {};
}
