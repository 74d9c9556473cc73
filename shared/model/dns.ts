/** Why a look-up gave no answer: none of these says anything about the name. */
export type DnsUnknown = 'timeout' | 'servfail' | 'refused' | 'unreachable' | 'private' | 'broken' | 'limit' | 'name';

/** `none`: the name, or such a record of it, does not exist, and DNS says so. */
export type DnsAnswer<Found> =
	| {readonly found: readonly Found[]}
	| {readonly none: true}
	| {readonly unknown: DnsUnknown};

/** What is asked of DNS. Answers are values: nothing here throws, and each question is bounded in time. */
export interface Lookups {
	/** IPv4 addresses. */
	a(name: string): Promise<DnsAnswer<string>>;
	/** IPv6 addresses. */
	aaaa(name: string): Promise<DnsAnswer<string>>;
	/** Texts, the strings of each record joined without a space (RFC 7208, section 3.3). */
	txt(name: string): Promise<DnsAnswer<string>>;
	/** Mail exchangers, first choice first; a null MX (RFC 7505) is an empty text. */
	mx(name: string): Promise<DnsAnswer<string>>;
	/** Names of an address, asked by its reversed name (`10.2.0.192.in-addr.arpa`). */
	ptr(name: string): Promise<DnsAnswer<string>>;
}
