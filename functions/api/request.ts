import type {APIGatewayProxyEventV2} from 'aws-lambda';
import {type Refusal, refuse} from '#shared/model/refusal.ts';
import {MAX_BODY_BYTES} from '#shared/model/request.ts';

/** A request to the API, made plain. */
export interface ApiRequest {
	readonly method: string;
	/** Percent escapes undone. */
	readonly path: string;
	/** In order, escapes undone. */
	readonly query: readonly (readonly [name: string, value: string])[];
	readonly authorization: string | undefined;
	readonly body: Uint8Array;
}

/**
 * Undoes percent escapes once. API Gateway's HTTP APIs hand the path over decoded, other front ends as it was sent; a
 * text whose escapes are none stays as it is.
 */
function unescapePath(path: string): string {
	try {
		return decodeURIComponent(path);
	} catch {
		return path;
	}
}

/** The platform's event → a request. */
export function toRequest(event: APIGatewayProxyEventV2): ApiRequest | Refusal {
	const text = event.body ?? '';
	// Base64 is four characters for three bytes: too long a text is not even decoded.
	const most = event.isBase64Encoded ? Math.ceil(MAX_BODY_BYTES / 3) * 4 : MAX_BODY_BYTES;
	const body = text.length > most ? undefined : Buffer.from(text, event.isBase64Encoded ? 'base64' : 'utf8');
	if (body === undefined || body.length > MAX_BODY_BYTES) {
		return refuse('too-large', `The body is larger than ${MAX_BODY_BYTES} bytes (1 MiB); send it in parts.`);
	}
	return {
		method: event.requestContext.http.method.toUpperCase(),
		path: unescapePath(event.rawPath),
		query: [...new URLSearchParams(event.rawQueryString)],
		authorization: event.headers.authorization,
		body,
	};
}
