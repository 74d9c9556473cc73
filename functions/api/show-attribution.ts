import * as z from 'zod/mini';
import {windowAt} from '#shared/insight/windows.ts';
import {isDomain, isIpAddress} from '#shared/model/names.ts';
import {isRefusal, type Refusal, refuse} from '#shared/model/refusal.ts';
import {attributionOf, type Sender} from './attribution-of.ts';
import {get} from './route.ts';

const query = z.strictObject({
	ip: z.optional(z.string().check(z.maxLength(45))),
	domain: z.optional(z.string().check(z.maxLength(253))),
	window: z.optional(z.enum(['24h', '7d'])),
});

function senderOf({ip, domain}: z.infer<typeof query>): Sender | Refusal {
	if ((ip === undefined) === (domain === undefined)) {
		return refuse('invalid', 'Say whose blocks: either "ip" or "domain", the one that sends.', {field: 'ip'});
	}
	const [address = '', name = ''] = [ip?.toLowerCase(), domain?.toLowerCase()];
	if (ip !== undefined) {
		if (isIpAddress(address)) return {dimension: 'sending-ip', value: address};
		return refuse('invalid', '"ip" must be an IP address, such as 192.0.2.10.', {field: 'ip'});
	}
	if (isDomain(name)) return {dimension: 'sending-domain', value: name};
	return refuse('invalid', '"domain" must be a domain, such as example.org.', {field: 'domain'});
}

/** Whose doing the blocks of an IP or a sending domain are: one organization's, or many's, in words and figures. */
export const showAttribution = get({
	path: '/v1/attribution',
	role: 'read',
	summary: 'Do the blocks of an IP or domain come from one organization, or from many?',
	query,
	run: async ({caller, query: asked}, {store, now}) => {
		const sender = senderOf(asked);
		if (isRefusal(sender)) return sender;
		const {from, to} = windowAt(asked.window ?? '24h', now());
		const told = await attributionOf(store, caller.tenant.id, sender, {from, to});
		return {...(sender.dimension === 'sending-ip' ? {ip: sender.value} : {domain: sender.value}), ...told};
	},
});
