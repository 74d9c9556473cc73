/** Texts to try the engine with; addresses and names are the documentation's own. */
export const EXAMPLES: readonly (readonly [name: string, text: string])[] = [
	[
		'a banned IP',
		'550 5.7.606 Access denied, banned sending IP [192.0.2.10]. To request removal from this list please visit https://sender.office.com/ and follow the directions. (AS16012609) [AM6EUR05FT012.eop-EUR05.prod.protection.outlook.com]',
	],
	[
		'a Spamhaus listing',
		'550 5.7.1 Service unavailable, Client host [192.0.2.10] blocked using Spamhaus. To request removal from this list see https://www.spamhaus.org/query/ip/192.0.2.10 (AS16012611)',
	],
	[
		'a wrong address',
		'550 5.4.1 Recipient address rejected: Access denied. [DB5EUR03FT012.eop-EUR03.prod.protection.outlook.com]',
	],
	['a full mailbox', '452 4.2.2 The email account that you tried to reach is over quota.'],
	[
		'headers of a message in Junk',
		`Authentication-Results: spf=pass (sender IP is 192.0.2.10) smtp.mailfrom=news.example.com;
 dkim=fail (body hash did not verify) header.d=example.com;
 dmarc=fail action=quarantine header.from=example.com;compauth=fail reason=000
X-Forefront-Antispam-Report: CIP:192.0.2.10;CTRY:DE;LANG:en;SCL:6;SRV:;IPV:NLI;SFV:SPM;H:mail.example.com;PTR:mail.example.com;CAT:SPOOF;DIR:INB;
X-Microsoft-Antispam: BCL:4;`,
	],
];

const HEADER =
	/^(?:x-forefront-antispam-report|x-microsoft-antispam|x-ms-exchange-organization-[sp]cl|authentication-results)\s*:/im;

/** Whether a pasted text is the headers of a message that arrived, rather than what a server said to one that did not. */
export function isHeaders(text: string): boolean {
	return HEADER.test(text);
}
