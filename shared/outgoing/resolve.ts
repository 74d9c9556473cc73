import {Resolver} from 'node:dns/promises';
import type {LookupFunction} from 'node:net';
import {isIP} from 'node:net';
import {isPublicAddress} from './addresses.ts';

/** The addresses of a host name; it throws where there are none. */
export type Resolve = (host: string) => Promise<readonly string[]>;

/** For one question to one server, in milliseconds, and how often it is put. */
const QUESTION_MS = 2_000;
const TRIES = 2;

export interface DnsOptions {
	/** In place of the system's. */
	readonly servers?: readonly string[];
	/** For one question, in milliseconds. */
	readonly timeout?: number;
}

/**
 * Asks DNS for both kinds of address. Not by getaddrinfo, which would read /etc/hosts too, and whose few threads a slow name
 * server could hold up for everybody.
 */
export function dnsResolver({servers, timeout = QUESTION_MS}: DnsOptions = {}): Resolve {
	return async (host) => {
		const resolver = new Resolver({timeout, tries: TRIES});
		if (servers !== undefined) resolver.setServers(servers);
		const answers = await Promise.allSettled([resolver.resolve4(host), resolver.resolve6(host)]);
		const addresses = answers.flatMap((answer) => (answer.status === 'fulfilled' ? answer.value : []));
		const failed = answers.find((answer) => answer.status === 'rejected');
		if (addresses.length === 0 && failed !== undefined) throw failed.reason;
		return addresses;
	};
}

/** The code of the error by which an address is refused. */
export const NOT_PUBLIC = 'ERR_ADDRESS_NOT_PUBLIC';

/** The error by which an address is refused. */
export function notPublic(): NodeJS.ErrnoException {
	return Object.assign(new Error('an address of the host is not public'), {code: NOT_PUBLIC});
}

/**
 * What `net.connect` finds a host by: it connects to one of the addresses that are given here, and asks nobody again. If one
 * of them is of a special purpose, none is given.
 */
export function publicLookup(resolve: Resolve): LookupFunction {
	return (host, {all}, found) => {
		resolve(host).then(
			(addresses) => {
				const known = addresses.map((address) => ({address, family: isIP(address)}));
				const [first] = known;
				if (first === undefined || !addresses.every(isPublicAddress)) found(notPublic(), []);
				else if (all === true) found(null, known);
				else found(null, first.address, first.family);
			},
			(fault: unknown) => found(fault instanceof Error ? fault : new Error(String(fault)), []),
		);
	};
}
