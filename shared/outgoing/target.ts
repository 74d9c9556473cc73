import {isIP} from 'node:net';
import {type Refusal, refuse} from '#shared/model/refusal.ts';
import {isPublicAddress} from './addresses.ts';

/** Longest URL that is kept. */
const MAX_URL = 2_000;

/** Where HTTPS is served. Other ports are other services, which are nothing to us. */
const PORTS: ReadonlySet<string> = new Set(['', '443', '8443']);

/** The host of a URL as an address or a name: an IPv6 address without its brackets. */
export function hostOf({hostname}: URL): string {
	return hostname.replace(/^\[(.*)\]$/, '$1');
}

/**
 * A URL that alerts may be posted to, or what is wrong with it: HTTPS at port 443 or 8443, no credentials, no fragment, a
 * full host name or a public IP address in any spelling. Where a name leads is checked when it is connected to.
 *
 * @param exempt hosts that may be reached by HTTP, at any port and address: of tests and this machine's stack only
 */
export function readTarget(text: string, exempt: ReadonlySet<string>): URL | Refusal {
	const wrong = (detail: string) => refuse('invalid', `"url" ${detail}.`, {field: 'url'});
	if (text.length > MAX_URL) return wrong(`has more than ${MAX_URL} characters`);
	const url = URL.parse(text);
	if (url === null) return wrong('is no URL; send one like https://hooks.example.com/alerts');
	const host = hostOf(url);
	const free = exempt.has(host);
	if (url.protocol !== 'https:' && !(free && url.protocol === 'http:')) return wrong('must begin with https://');
	if (url.username !== '' || url.password !== '') {
		return wrong('must hold no user name or password; the signature proves that an alert is ours');
	}
	if (url.hash !== '') return wrong('must have no fragment (#…): it would not be sent');
	if (free) return url;
	if (!PORTS.has(url.port)) return wrong('must be at port 443 or 8443');
	if (isIP(host) !== 0) return isPublicAddress(host) ? url : wrong('must be at a public address');
	return host.replace(/\.$/, '').includes('.') ? url : wrong('must name its host in full, like hooks.example.com');
}

/** The exempt hosts as a variable has them, set on this machine's stack only: names with commas between. */
export function exemptHosts(variable: string | undefined): ReadonlySet<string> {
	return new Set((variable ?? '').split(',').filter((host) => host !== ''));
}
