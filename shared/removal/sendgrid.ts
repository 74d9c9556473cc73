import type {Credentials} from './credentials.ts';
import {complaint, isRemovable} from './refusals.ts';
import type {Held, RemovalDeps, Remove, Removed} from './removal.ts';
import {call, failed, inLanes} from './request.ts';

const LANES = 8;

const HOSTS = {global: 'https://api.sendgrid.com', eu: 'https://api.eu.sendgrid.com'} as const;

/**
 * Takes addresses off SendGrid's lists: a bounce off both `bounces` and `blocks`, an unsubscribe off its group or the global
 * list. An address that is on none of them (404) is as good as done.
 */
export const removeFromSendgrid: Remove<'sendgrid'> = (held, credentials, deps) =>
	inLanes(held, LANES, (one) => removeOne(one, credentials, deps));

/** The lists that may hold an address, each by its path before the address. */
function listsOf({reason, part}: Held): readonly {readonly name: string; readonly path: string}[] {
	if (reason === 'bounce') {
		return [
			{name: 'bounces', path: '/v3/suppression/bounces/'},
			{name: 'blocks', path: '/v3/suppression/blocks/'},
		];
	}
	return part !== undefined && /^\d{1,12}$/.test(part)
		? [{name: `unsubscribe group ${part}`, path: `/v3/asm/groups/${part}/suppressions/`}]
		: [{name: 'global unsubscribes', path: '/v3/asm/suppressions/global/'}];
}

async function removeOne(held: Held, credentials: Credentials['sendgrid'], deps: RemovalDeps): Promise<Removed> {
	const result = (done: boolean, detail: string): Removed => ({address: held.address, esp: 'sendgrid', done, detail});
	if (held.reason === 'complaint') return result(false, complaint('SendGrid'));
	// Without an address the same call removes the whole list.
	if (!isRemovable(held.address)) return result(false, 'Not tried: this is no address.');
	const lists = listsOf(held);
	const left: string[] = [];
	for (const {name, path} of lists) {
		const told = await call(async () => request(path, held.address, credentials, deps), deps);
		if (told.status === 204 || told.status === 200) left.push(name);
		else if (told.status !== 404) {
			const why = failed('SendGrid', told, {said: errorOf(told.body), list: name});
			return {address: held.address, esp: 'sendgrid', ...why};
		}
	}
	const names = lists.map(({name}) => name).join(' and ');
	return result(true, left.length > 0 ? `Taken off ${left.join(' and ')}.` : `It was not on ${names}.`);
}

function request(path: string, address: string, credentials: Credentials['sendgrid'], deps: RemovalDeps): Request {
	const {apiKey, region, subuser} = credentials;
	return new Request(new URL(`${path}${encodeURIComponent(address)}`, deps.origin || HOSTS[region]), {
		method: 'DELETE',
		headers: {authorization: `Bearer ${apiKey}`, ...(subuser === undefined ? {} : {'on-behalf-of': subuser})},
	});
}

/** SendGrid words its errors as `{"errors": [{"message": …}]}`. */
function errorOf(body: unknown): string | undefined {
	const errors = typeof body === 'object' && body !== null && 'errors' in body ? body.errors : undefined;
	const first: unknown = Array.isArray(errors) ? errors[0] : undefined;
	return typeof first === 'object' && first !== null && 'message' in first && typeof first.message === 'string'
		? first.message.slice(0, 300)
		: undefined;
}
