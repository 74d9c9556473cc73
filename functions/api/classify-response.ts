import * as z from 'zod/mini';
import {ESP_NAMES} from '#shared/model/event.ts';
import {refuse} from '#shared/model/refusal.ts';
import {post} from './route.ts';

/** One response, classified and forgotten. */
export const classifyResponse = post({
	path: '/v1/classify',
	role: 'read',
	summary: 'Whose fault is this response? It is not stored.',
	query: z.strictObject({}),
	body: z.strictObject({
		text: z.nullable(z.string()),
		status: z.optional(z.nullable(z.string().check(z.maxLength(100)))),
		esp: z.optional(z.enum(ESP_NAMES)),
		opinion: z.optional(z.string().check(z.maxLength(200))),
	}),
	run: async ({body}, {classify}) => {
		if ((body.esp === undefined) !== (body.opinion === undefined)) {
			const field = body.esp === undefined ? 'esp' : 'opinion';
			return refuse('invalid', `"${field}" is missing: "esp" and "opinion" belong together.`, {field});
		}
		return classify({
			text: body.text,
			status: body.status ?? null,
			opinion:
				body.esp === undefined || body.opinion === undefined
					? null
					: {esp: body.esp, words: body.opinion.toLowerCase()},
		});
	},
});
