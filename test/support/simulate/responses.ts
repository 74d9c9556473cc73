import type {Organization} from './world.ts';

/** Who sends, and from where. */
export interface Sending {
	readonly ip: string;
	readonly domain: string;
	readonly recipient: string;
}
export type Reply = (to: Organization, sending: Sending) => string;

const filter = ({cluster}: Organization) =>
	`[DB8${cluster}FT0${cluster.slice(-2)}.eop-${cluster.toLowerCase()}.prod.protection.outlook.com]`;
const isMicrosoft = ({family}: Organization) => family === 'microsoft365';

const throttled: Reply = (to, {ip}) => {
	if (to.family === 'outlook')
		return `451 4.7.650 The mail server [${ip}] has been temporarily rate limited due to IP reputation. For e-mail delivery information, see https://postmaster.live.com (S775) ${filter(to)}`;
	return to.family === 'gmail'
		? '421-4.7.28 Our system has detected an unusual rate of unsolicited mail originating from your IP address. To protect our users from spam, mail sent from your IP address has been temporarily rate limited. - gsmtp'
		: `451 4.7.500 Server busy. Please try again later from [${ip}]. (S77719) ${filter(to)}`;
};

/** Servers' answers, worded as their owners document them. */
export const REPLIES = {
	accepted: (to, {recipient}) => {
		if (isMicrosoft(to) || to.family === 'outlook')
			return `250 2.6.0 <${recipient.length}.mail@sender.example> [InternalId=${recipient.length}8812, Hostname=AM0PR05MB1234.${to.forest}.prod.outlook.com] 24012 bytes in 0.2, 97 KB/sec Queued mail for delivery`;
		return to.family === 'gmail'
			? '250 2.0.0 OK 1772452800 d9443c01a7336-2a1b3c4d5e6f7si1234567ad.12 - gsmtp'
			: '250 2.0.0 Ok: queued as 4B1C2D3E4F';
	},
	dead: (to, {recipient}) => {
		if (isMicrosoft(to)) return `550 5.4.1 Recipient address rejected: Access denied. ${filter(to)} (AS201806281)`;
		return to.family === 'gmail'
			? "550-5.1.1 The email account that you tried to reach does not exist. Please try 550-5.1.1 double-checking the recipient's email address for typos or 550 5.1.1 unnecessary spaces. - gsmtp"
			: `550 5.1.1 <${recipient}>: Recipient address rejected: User unknown in virtual mailbox table`;
	},
	full: () => '552 5.2.2 mailbox full: the recipient mailbox has exceeded its quota and cannot accept mail',
	spam: () => '554 5.7.1 Message rejected as spam by Content Filtering.',
	throttled,
	banned: (to, {ip}) =>
		to.family === 'outlook'
			? `550 5.7.1 Unfortunately, messages from [${ip}] weren't sent. Please contact your Internet service provider since part of their network is on our block list (S3150). ${filter(to)}`
			: `550 5.7.606 Access denied, banned sending IP [${ip}]. To request removal from this list please visit https://sender.office.com/ and follow the directions. (AS16012609) ${filter(to)}`,
	listed: (to, {ip, domain}) =>
		isMicrosoft(to)
			? `550 5.7.1 Service unavailable, HELO domain is listed in Spamhaus. To request removal from this list see https://www.spamhaus.org/query/lookup/ (S8001) ${filter(to)}`
			: `554 5.7.1 Service unavailable; Helo command [mail.${domain}] blocked using dbl.spamhaus.org; https://www.spamhaus.org/query/domain/mail.${domain} for ${ip}`,
	policy: (to) =>
		`550 5.7.1 TRANSPORT.RULES.RejectMessage; the message was rejected by organization policy ${filter(to)}`,
	dkim: (to, {ip, domain}) =>
		isMicrosoft(to) || to.family === 'outlook'
			? `550 5.7.515 Access denied, sending domain ${domain.toUpperCase()} does not meet the required authentication level. The sender's domain in the 5322.From address doesn't meet the authentication requirements defined for the sender. Spf= Pass , Dkim= Fail , DMARC= Fail ${filter(to)}`
			: `550-5.7.26 Your email has been blocked because the sender is unauthenticated. Authentication results: DKIM = did not pass; SPF [${domain}] with ip: [${ip}] = pass - gsmtp`,
	expired: (to, sending) => `554 5.4.7 [internal] Message expired <${throttled(to, sending)}>`,
} as const satisfies Record<string, Reply>;
