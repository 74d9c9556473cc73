import type {EspName} from '#shared/model/event.ts';

/** One webhook of the demonstration: a body as its ESP writes it, with times of the last hour filled in. */
export interface Sample {
	readonly esp: EspName;
	readonly body: string;
}

/** What the samples are written around. */
export interface Moment {
	/** So many minutes before the start of the demonstration. */
	readonly ago: (minutes: number) => Date;
	/** Part of every id, so that each demonstration has its own: hexadecimal digits. */
	readonly run: string;
}

/**
 * The servers' answers, as they are worded by those who send them. All names, hosts and addresses are of the kinds that are
 * reserved for documentation (RFC 2606, RFC 5737).
 */
export const RESPONSES = {
	bannedIp: (ip: string) =>
		`550 5.7.606 Access denied, banned sending IP [${ip}]. To request removal from this list please visit https://sender.office.com/ and follow the directions. For more information please go to http://go.microsoft.com/fwlink/?LinkID=526655 (AS16012609) [DB8EUR05FT046.eop-eur05.prod.protection.outlook.com]`,
	spamhaus: (ip: string) =>
		`550 5.7.1 Service unavailable, Client host [${ip}] blocked using Spamhaus. To request removal from this list see https://www.spamhaus.org/query/ip/${ip} (AS3130). [AM6EUR05FT012.eop-eur05.prod.protection.outlook.com]`,
	consumerBlock: (ip: string) =>
		`550 5.7.1 Unfortunately, messages from [${ip}] weren't sent. Please contact your Internet service provider since part of their network is on our block list (S3150). You can also refer your provider to http://mail.live.com/mail/troubleshooting.aspx#errors. [VE1EUR03FT031.eop-EUR03.prod.protection.outlook.com]`,
	throttled: (ip: string) =>
		`451 4.7.650 The mail server [${ip}] has been temporarily rate limited due to IP reputation. For e-mail delivery information, see https://postmaster.live.com (S775) [DB3EUR04FT013.eop-eur04.prod.protection.outlook.com]`,
	busy: (ip: string) =>
		`451 4.7.500 Server busy. Please try again later from [${ip}]. (S77719) [AM7EUR03FT021.eop-EUR03.prod.protection.outlook.com]`,
	notFound: (address: string) =>
		`550 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient ${address} not found by SMTP address lookup`,
	accessDenied:
		'550 5.4.1 Recipient address rejected: Access denied. [AM7EUR06FT041.eop-eur06.prod.protection.outlook.com] (AS201806281)',
	full: '552 5.2.2 STOREDRV.Deliver; mailbox full. The recipient mailbox has exceeded its quota and cannot accept mail',
	transportRule: '550 5.7.1 TRANSPORT.RULES.RejectMessage; the message was rejected by organization policy',
	dmarc:
		"550 5.7.515 Access denied, sending domain NEWS.EXAMPLE.COM does not meet the required authentication level. The sender's domain in the 5322.From address doesn't meet the authentication requirements defined for the sender. Spf= Fail , Dkim= Pass , DMARC= Fail [DS7NAM12FT033.eop-nam12.prod.protection.outlook.com]",
	unknownUser:
		"550-5.1.1 The email account that you tried to reach does not exist. Please try 550-5.1.1 double-checking the recipient's email address for typos or 550 5.1.1 unnecessary spaces.",
	accepted:
		'250 2.6.0 <message@news.example.com> [InternalId=1, Hostname=AM0EUR05HT021.eurprd05.prod.outlook.com] 12345 bytes Queued mail for delivery',
} as const;
