/** A provider of mailboxes for everybody: its domains are no single organization's, and its filters are its own. */
export interface MailboxProvider {
	readonly name: string;
	/** Domains at which its mailboxes are; a `*` at the end stands for any country. */
	readonly domains: readonly string[];
	/** Whether it tells ESPs which recipient complained. Where it does not, a missing complaint says nothing. */
	readonly feedbackLoop: boolean;
	readonly source: string;
}

export const MAILBOX_PROVIDERS: readonly MailboxProvider[] = [
	{
		name: 'Gmail',
		domains: ['gmail.com', 'googlemail.com'],
		feedbackLoop: false, // complaints only as a rate, in Postmaster Tools
		source:
			'https://aws.amazon.com/blogs/messaging-and-targeting/understanding-google-postmaster-tools-spam-complaints-for-amazon-ses-email-senders/',
	},
	{
		name: 'Outlook.com',
		domains: ['outlook.*', 'hotmail.*', 'live.*', 'msn.com', 'passport.com', 'windowslive.com'],
		feedbackLoop: true, // the Junk Mail Reporting Program
		source: 'https://sendersupport.olc.protection.outlook.com/pm/services.aspx',
	},
	{
		name: 'Yahoo',
		domains: ['yahoo.*', 'ymail.com', 'rocketmail.com', 'aol.*', 'aim.com', 'netscape.net'],
		feedbackLoop: true, // the Complaint Feedback Loop
		source: 'https://senders.yahooinc.com/complaint-feedback-loop/',
	},
	{
		name: 'iCloud Mail',
		domains: ['icloud.com', 'me.com', 'mac.com'],
		feedbackLoop: false,
		source: 'https://support.apple.com/102322',
	},
];

/** Country domains have at most two labels: yahoo.fr, yahoo.co.uk. */
const COUNTRY = /^(?:[a-z]{2,3}\.)?[a-z]{2,3}$/;

const BY_DOMAIN: ReadonlyMap<string, MailboxProvider> = new Map(
	MAILBOX_PROVIDERS.flatMap((provider) => provider.domains.map((domain) => [domain, provider])),
);

/** The mailbox provider that a recipient domain belongs to; undefined for all others, companies' own domains among them. */
export function providerOf(domain: string): MailboxProvider | undefined {
	const dot = domain.indexOf('.');
	const wild = dot > 0 && COUNTRY.test(domain.slice(dot + 1)) ? `${domain.slice(0, dot)}.*` : domain;
	return BY_DOMAIN.get(domain) ?? BY_DOMAIN.get(wild);
}
