import {type Answered, type Asked, serve} from './server.ts';

/** SendGrid's suppression API. A removal that names no address empties the whole list, as the real one does. */
export function sendgridApi({apiKey = 'SG.a-key-of-the-test', subuser}: {apiKey?: string; subuser?: string} = {}) {
	const lists = new Map<string, Set<string>>();
	const list = (path: string): Set<string> => {
		const found = lists.get(path) ?? new Set<string>();
		lists.set(path, found);
		return found;
	};
	const error = (status: number, message: string) => ({status, json: {errors: [{field: null, message}]}});
	const answer = (({method, path, headers}) => {
		if (headers.authorization !== `Bearer ${apiKey}`) return error(401, 'authorization required');
		if (headers['on-behalf-of'] !== subuser) return error(403, 'access forbidden');
		const [, base = '', rest] =
			/^(\/v3\/(?:suppression\/(?:bounces|blocks|invalid_emails|spam_reports)|asm\/suppressions\/global|asm\/groups\/\d+\/suppressions))(?:\/(.*))?$/.exec(
				path,
			) ?? [];
		if (base === '' || method !== 'DELETE') return error(404, 'not found');
		if (rest === undefined || rest === '') {
			list(base).clear();
			return {status: 204};
		}
		if (rest.includes('/')) return error(404, 'not found');
		const address = decodeURIComponent(rest).toLowerCase();
		return list(base).delete(address) ? {status: 204} : error(404, 'no bounce found for the address');
	}) satisfies (asked: Asked) => Answered;
	return {
		answer,
		credentials: {apiKey, region: 'global' as const, ...(subuser === undefined ? {} : {subuser})},
		/** @param path "/v3/suppression/bounces" */
		list: (path: string, address: string) => list(path).add(address.toLowerCase()),
		listed: (path: string) => [...list(path)],
	};
}

/** It alone, on a server of its own. */
export async function startSendgrid(given: Parameters<typeof sendgridApi>[0] = {}) {
	const api = sendgridApi(given);
	return {...api, ...(await serve(api.answer))};
}
