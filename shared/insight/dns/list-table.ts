/** A block list that is asked by DNS (RFC 5782). */
export interface BlockList {
	/** What people know it by. */
	readonly name: string;
	/** By this it is known in the evidence. */
	readonly zone: string;
	/** Its zone for those with a key of Spamhaus's Data Query Service, behind `<key>.`. */
	readonly keyed?: string;
	readonly lists: 'addresses' | 'domains';
	/** Whether it knows IPv6; lists of domains do not care. */
	readonly ipv6: boolean;
	/** Answers that mean a listing, and why. */
	readonly codes: Readonly<Record<string, string>>;
	/** The last number of an answer is a sum of these, each a list of its own. */
	readonly bits?: Readonly<Record<number, string>>;
	/** Answers that say why the question was not answered. */
	readonly refusals: Readonly<Record<string, string>>;
	/** An entry that every working copy of the list has (RFC 5782, section 5), and one that none may have. */
	readonly always: string;
	readonly never: string;
	readonly source: string;
}

/** RFC 5782, section 5: 127.0.0.2 is always listed, 127.0.0.1 never; for domains "invalid" never is. */
const TEST = {always: '2.0.0.127', never: '1.0.0.127'} as const;

/** https://www.spamhaus.org/faqs/dnsbl-usage/#200: answers that are no listing. */
const SPAMHAUS_REFUSALS = {
	'127.255.255.252': 'the name of the list was written wrongly',
	'127.255.255.254': 'Spamhaus does not answer public DNS servers; a key of its Data Query Service helps',
	'127.255.255.255': 'too many questions were asked from here; a key of its Data Query Service helps',
	'127.255.255.250': 'the key of the Data Query Service is switched off',
	'127.255.255.251': 'the key of the Data Query Service is not accepted',
} as const;

const LISTED = {'127.0.0.2': 'listed'} as const;
const NO_REFUSALS = {} as const;

export const BLOCK_LISTS: readonly BlockList[] = [
	{
		name: 'Spamhaus ZEN',
		zone: 'zen.spamhaus.org',
		keyed: 'zen.dq.spamhaus.net',
		lists: 'addresses',
		ipv6: true,
		codes: {
			'127.0.0.2': 'SBL (sends spam)',
			'127.0.0.3': 'CSS (sends low-reputation mail)',
			'127.0.0.4': 'XBL (infected or abused machine)',
			'127.0.0.5': 'XBL (infected or abused machine)',
			'127.0.0.6': 'XBL (infected or abused machine)',
			'127.0.0.7': 'XBL (infected or abused machine)',
			'127.0.0.9': 'DROP (hijacked or criminal network)',
			'127.0.0.10': 'PBL (should not send mail directly, says its provider)',
			'127.0.0.11': 'PBL (should not send mail directly)',
			'127.0.0.30': 'BCL (controls infected machines)',
		},
		refusals: SPAMHAUS_REFUSALS,
		...TEST,
		source: 'https://docs.spamhaus.com/datasets/docs/source/10-data-type-documentation/datasets/040-zones.html',
	},
	{
		name: 'Barracuda',
		zone: 'b.barracudacentral.org',
		lists: 'addresses',
		ipv6: false,
		codes: LISTED,
		refusals: NO_REFUSALS,
		...TEST,
		source: 'https://www.barracudacentral.org/rbl/how-to-use',
	},
	{
		name: 'SpamCop',
		zone: 'bl.spamcop.net',
		lists: 'addresses',
		ipv6: false,
		codes: LISTED,
		refusals: NO_REFUSALS,
		...TEST,
		source: 'https://www.spamcop.net/fom-serve/cache/291.html',
	},
	{
		name: 'PSBL',
		zone: 'psbl.surriel.com',
		lists: 'addresses',
		ipv6: false,
		codes: LISTED,
		refusals: NO_REFUSALS,
		...TEST,
		source: 'https://psbl.org/faq/',
	},
	{
		name: 'UCEPROTECT level 1',
		zone: 'dnsbl-1.uceprotect.net',
		lists: 'addresses',
		ipv6: false,
		codes: LISTED,
		refusals: NO_REFUSALS,
		...TEST,
		source: 'https://www.uceprotect.net/en/index.php?m=6&s=0',
	},
	{
		name: 'Mailspike',
		zone: 'bl.mailspike.net',
		lists: 'addresses',
		ipv6: false,
		codes: {
			'127.0.0.2': 'part of a wave of spam',
			'127.0.0.10': 'worst reputation',
			'127.0.0.11': 'very bad reputation',
			'127.0.0.12': 'bad reputation',
		},
		refusals: NO_REFUSALS,
		...TEST,
		source: 'https://mailspike.org/usage.html',
	},
	{
		name: 'Spamhaus DBL',
		zone: 'dbl.spamhaus.org',
		keyed: 'dbl.dq.spamhaus.net',
		lists: 'domains',
		ipv6: true,
		codes: {
			'127.0.1.2': 'low reputation',
			'127.0.1.4': 'phishing',
			'127.0.1.5': 'malware',
			'127.0.1.6': 'controls infected machines',
			'127.0.1.102': 'good domain that is abused',
			'127.0.1.103': 'redirector that is abused',
			'127.0.1.104': 'good domain that is abused for phishing',
			'127.0.1.105': 'good domain that is abused for malware',
			'127.0.1.106': 'good domain that is abused to control infected machines',
		},
		refusals: {...SPAMHAUS_REFUSALS, '127.0.1.255': 'the list of domains was asked about an IP'},
		always: 'dbltest.com',
		never: 'invalid',
		source: 'https://docs.spamhaus.com/datasets/docs/source/10-data-type-documentation/datasets/040-zones.html',
	},
	{
		name: 'SURBL',
		zone: 'multi.surbl.org',
		lists: 'domains',
		ipv6: true,
		codes: {},
		bits: {8: 'phishing', 16: 'malware', 64: 'abuse', 128: 'cracked site'},
		refusals: {'127.0.0.1': 'SURBL does not answer this DNS server'},
		always: 'surbl-org-permanent-test-point.com',
		never: 'invalid',
		source: 'https://www.surbl.org/lists',
	},
	{
		name: 'URIBL',
		zone: 'multi.uribl.com',
		lists: 'domains',
		ipv6: true,
		codes: {},
		bits: {2: 'black (in spam)', 4: 'grey (in unwanted bulk mail)', 8: 'red (under watch)'},
		refusals: {'127.0.0.1': 'URIBL does not answer this DNS server'},
		always: 'test.uribl.com',
		never: 'invalid',
		source: 'https://uribl.com/about.shtml#implementation',
	},
];
