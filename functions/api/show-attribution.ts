import * as z from 'zod/mini';
import {firstBlocked, usualBlockRate} from '#shared/insight/usual-blocks.ts';
import {hourBefore, windowAt} from '#shared/insight/windows.ts';
import {isDomain, parseIpAddress} from '#shared/model/names.ts';
import {isRefusal, type Refusal, refuse} from '#shared/model/refusal.ts';
import type {CountedDimension} from '#shared/model/reputation.ts';
import {readHours} from '#shared/store/hours.ts';
import {attributionOf} from './attribution-of.ts';
import {get} from './route.ts';

/** What is usual is read from so many days before. */
const HISTORY_DAYS = 14;

interface Sender {
	readonly dimension: CountedDimension;
	readonly value: string;
}

const query = z.strictObject({
	ip: z.optional(z.string().check(z.maxLength(45))),
	domain: z.optional(z.string().check(z.maxLength(253))),
	window: z.optional(z.enum(['24h', '7d'])),
});

function senderOf({ip, domain}: z.infer<typeof query>): Sender | Refusal {
	if ((ip === undefined) === (domain === undefined)) {
		return refuse('invalid', 'Say whose blocks: either "ip" or "domain", the one that sends.', {field: 'ip'});
	}
	if (ip !== undefined) {
		const value = parseIpAddress(ip);
		if (value !== undefined) return {dimension: 'sending-ip', value};
		return refuse('invalid', '"ip" must be an IP address, such as 192.0.2.10.', {field: 'ip'});
	}
	const name = domain?.toLowerCase() ?? '';
	if (isDomain(name)) return {dimension: 'sending-domain', value: name};
	return refuse('invalid', '"domain" must be a domain, such as example.org.', {field: 'domain'});
}

/**
 * Whose doing the blocks of an IP or a sending domain are: one organization's, or many's, in words and figures. It begins
 * with the first hour in which something was blocked: deliveries from before would count as evidence that the others took
 * the mail meanwhile. Recipients are not counted by sending domain: for a domain it is all the tenant's mail.
 */
export const showAttribution = get({
	path: '/v1/attribution',
	role: 'read',
	summary: 'Do the blocks of an IP or domain come from one organization, or from many?',
	query,
	run: async ({caller, query: asked}, {store, now}) => {
		const sender = senderOf(asked);
		if (isRefusal(sender)) return sender;
		const {id} = caller.tenant;
		const {from, to} = windowAt(asked.window ?? '24h', now());
		const before = (hours: number) => hourBefore(new Date(`${from}:00Z`), hours);
		const history = {from: before(HISTORY_DAYS * 24), to: before(1)};
		const hours = await readHours(store, id, {...sender, from: history.from, to});
		const usual = usualBlockRate(hours, history);
		const ip = sender.dimension === 'sending-ip' ? sender.value : undefined;
		const since = firstBlocked(hours, {from, to}) ?? from;
		const told = await attributionOf(store, id, {ip, from: since, to, usual});
		return {...(ip === undefined ? {domain: sender.value} : {ip}), usual: usual ?? null, ...told};
	},
});
