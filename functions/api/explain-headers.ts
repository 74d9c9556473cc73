import * as z from 'zod/mini';
import {explainHeaders} from '#shared/insight/headers.ts';
import {refuse} from '#shared/model/refusal.ts';
import {post} from './route.ts';

/** Longest text that is taken, in bytes of UTF-8. */
const MAX_BYTES = 262_144;

/** The anti-spam headers of a message that arrived, in words; read and forgotten. */
export const explainHeadersRoute = post({
	path: '/v1/explain-headers',
	role: 'read',
	summary: 'What do the anti-spam headers of a message say? They are not stored.',
	query: z.strictObject({}),
	body: z.strictObject({headers: z.string().check(z.minLength(1, {error: 'is empty'}), z.maxLength(MAX_BYTES))}),
	run: async ({body}) =>
		Buffer.byteLength(body.headers) > MAX_BYTES
			? refuse(
					'too-large',
					`"headers" is larger than ${MAX_BYTES} bytes; send the headers alone, without the message.`,
					{
						field: 'headers',
					},
				)
			: explainHeaders(body.headers),
});
