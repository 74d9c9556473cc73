import type {Rule} from '../rule.ts';

const SEEN = 'seen in public bounce collections';

/** Block lists that anybody may ask. The names of the lists are in marks.ts. */
export const BLOCKLISTS: readonly Rule[] = [
	{
		id: 'list-open-resolver',
		words: ['open resolver', 'returnc pub', 'query refused … spamhaus', 'spamhaus … query limit'],
		category: 'recipient-misconfigured',
		seen: '554 5.7.1 Service unavailable; Client host [203.0.113.7] blocked using zen.spamhaus.org; Error: open resolver; https://www.spamhaus.org/returnc/pub/192.0.2.53',
		not: ['554 5.7.1 Service unavailable; Client host [203.0.113.7] blocked using zen.spamhaus.org'],
		source: 'https://www.spamhaus.org/faqs/dnsbl-usage/',
	},
	{
		id: 'list-domain',
		words: [
			'(domain|url|link|uri|helo|urls|links) … (listed|present|blocked|found) … {domain list}',
			'(blocked|rejected|listed|found|present) … {domain list}',
		],
		category: 'domain-blocklisted',
		seen: '550 5.7.1 Your email was rejected due to having a domain present in the Spamhaus DBL -- see https://www.spamhaus.org/dbl/',
		source: SEEN,
	},
	{
		id: 'list-ip',
		words: [
			'blocked (using|by|at|in|on) … {ip list}',
			'rejected … {ip list}',
			'(listed|listing|list|black list|blacklist|blocklist|blacklisted|blocklisted|rbl|dnsbl|blocked|because|refused|denied) … {ip list}',
		],
		category: 'ip-blocklisted',
		seen: '554 5.7.1 Service unavailable; Client host [203.0.113.7] blocked using zen.spamhaus.org',
		source: SEEN,
	},
	{
		id: 'list-any',
		words: ['client (host|) (rejected|) blocked', 'client host rejected blocked using', 'poor reputation'],
		category: 'ip-blocklisted',
		seen: '550 5.7.1 Service unavailable, Client host [203.0.113.38] blocked usi',
		source: SEEN,
	},
];
