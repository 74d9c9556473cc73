import * as z from 'zod/mini';
import {type Answered, type Asked, serve} from './server.ts';

const bodySchema = z.object({Suppressions: z.array(z.object({EmailAddress: z.string()}))});

type Why = 'HardBounce' | 'ManualSuppression' | 'SpamComplaint';

/** Postmark's suppression API of one server: 200 whatever came of an address, and its own opinion of complaints. */
export function postmarkApi({serverToken = '00000000-aaaa-bbbb-cccc-test'} = {}) {
	const streams = new Map<string, Map<string, Why>>();
	const list = (stream: string): Map<string, Why> => {
		const found = streams.get(stream) ?? new Map<string, Why>();
		streams.set(stream, found);
		return found;
	};
	const answer = (({method, path, headers, body}) => {
		if (headers['x-postmark-server-token'] !== serverToken) {
			return {status: 401, json: {ErrorCode: 10, Message: 'Bad or missing Server API token.'}};
		}
		const [, stream] = /^\/message-streams\/([^/]+)\/suppressions\/delete$/.exec(path) ?? [];
		if (method !== 'POST' || stream === undefined) return {status: 404};
		if (headers.accept !== 'application/json') return {status: 406};
		const parsed = bodySchema.safeParse(JSON.parse(body));
		if (!parsed.success || parsed.data.Suppressions.length > 50) {
			return {status: 422, json: {ErrorCode: 300, Message: 'Invalid request.'}};
		}
		return {
			status: 200,
			json: {
				Suppressions: parsed.data.Suppressions.map(({EmailAddress}) => {
					const why = list(stream).get(EmailAddress.toLowerCase());
					if (why === 'SpamComplaint') {
						const Message = 'You do not have the required authority to change this suppression.';
						return {EmailAddress, Status: 'Failed', Message};
					}
					list(stream).delete(EmailAddress.toLowerCase());
					return {EmailAddress: EmailAddress.toLowerCase(), Status: 'Deleted', Message: null};
				}),
			},
		};
	}) satisfies (asked: Asked) => Answered;
	return {
		answer,
		credentials: {serverToken, stream: 'outbound'},
		list: (stream: string, address: string, why: Why = 'HardBounce') => list(stream).set(address.toLowerCase(), why),
		listed: (stream: string) => [...list(stream).keys()],
	};
}

/** It alone, on a server of its own. */
export async function startPostmark(given: Parameters<typeof postmarkApi>[0] = {}) {
	const api = postmarkApi(given);
	return {...api, ...(await serve(api.answer))};
}
