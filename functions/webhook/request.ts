import type {APIGatewayProxyEventV2} from 'aws-lambda';
import {type Refusal, refuse} from '#shared/model/refusal.ts';
import {MAX_BODY_BYTES, type RawRequest} from '#shared/model/request.ts';

/** One webhook, and for whom its address says it is. Nothing of it is proven yet. */
export interface Webhook {
	readonly esp: string;
	readonly tenant: string;
	/** Refused (`too-large`) above 1 MiB. */
	readonly request: RawRequest | Refusal;
}

/** The body byte for byte, or undefined where it is larger than `MAX_BODY_BYTES`. */
function bytesOf(body: string, isBase64Encoded: boolean): Uint8Array | undefined {
	// Four characters of base64 are three bytes, and a character of text is one byte at least: do not decode what is too large.
	if (body.length > (isBase64Encoded ? Math.ceil(MAX_BODY_BYTES / 3) * 4 : MAX_BODY_BYTES)) return undefined;
	const bytes = Buffer.from(body, isBase64Encoded ? 'base64' : 'utf8');
	return bytes.length > MAX_BODY_BYTES ? undefined : bytes;
}

/** API Gateway's event (HTTP API, payload format 2.0) made plain. */
export function readRequest(event: APIGatewayProxyEventV2): Webhook {
	const {esp = '', tenant = ''} = event.pathParameters ?? {};
	const body = bytesOf(event.body ?? '', event.isBase64Encoded);
	if (body === undefined) {
		return {esp, tenant, request: refuse('too-large', `A webhook may have ${MAX_BODY_BYTES} bytes.`)};
	}
	const headers = new Map<string, string>();
	for (const [name, value] of Object.entries(event.headers)) {
		if (value !== undefined) headers.set(name.toLowerCase(), value);
	}
	return {esp, tenant, request: {body, headers}};
}
