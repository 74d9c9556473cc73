/** Sentences and links that several pieces of advice share. */

export const KEEP_ADDRESSES = 'Keep the addresses: release those that your ESP suppressed because of this.';

export const STOP_THE_CAUSE =
	'Find and stop the cause first: a hijacked account or form, a bought or old list, a jump in volume. With the cause still running you are blocked again.';

export const ONE_OR_MANY =
	"Compare recipient domains: refusals by one organization point to that organization's own rules, refusals by many to your IP, domain or content.";

export const NO_FEEDBACK_LOOP =
	'Microsoft 365 has no complaint feedback loop: a missing complaint rate there is unknown, never zero.';

export const SNDS_SCOPE = "SNDS covers Microsoft's consumer mailboxes only: it says nothing about business mailboxes.";

export const BY_CLUSTER =
	'Count and slow down by Microsoft cluster (EUR04) or destination IP: an MX name belongs to one organization.';

export const ALLOW_LIST_LAST =
	'As a last resort, ask the administrator to allow your domain. It helps at that organization only.';

export const KEEP_RETRYING = 'Let your server keep retrying.';

export const CHECK_AND_REMOVE = 'Check the spelling, and take the address off your lists.';

export const TO_ADMINISTRATOR = 'To the administrator of {organization}.';

export const LISTING_CLEARS = '24 to 72 hours once the cause is gone, then up to 24 hours until receivers notice.';

const ndrPage = (about: string, page: string) =>
	({
		label: `Microsoft's page on ${about}`,
		url: `https://learn.microsoft.com/exchange/troubleshoot/email-delivery/ndr/${page}`,
	}) as const;

/** The page about one bounce code, by the part of its address that tells the code: "550-5-7-1". */
export const codePage = (about: string, code: string) => ndrPage(about, `fix-error-code-${code}-in-exchange-online`);

export const CODES_700 = ndrPage('5.7.703 to 5.7.750', 'fix-error-code-5-7-700-through-5-7-750');

export const NDR_TABLE = {
	...ndrPage('', 'non-delivery-reports-in-exchange-online'),
	label: "Microsoft's table of bounce codes",
} as const;

export const DELIST_PORTAL = {label: "Microsoft's delist portal", url: 'https://sender.office.com/'} as const;

export const DELIST_INSTRUCTIONS = {
	label: "Microsoft's instructions",
	url: 'https://learn.microsoft.com/defender-office-365/external-senders-use-the-delist-portal-to-unblock-yourself',
} as const;

export const SPAMHAUS_IP = {
	label: 'Look {ip} up at Spamhaus',
	url: 'https://check.spamhaus.org/query/ip/{ip}',
	bare: 'https://check.spamhaus.org/',
} as const;

export const IPV6_RULES = {
	label: "Microsoft's rules for mail over IPv6",
	url: 'https://learn.microsoft.com/microsoft-365/security/office-365-security/support-for-anonymous-inbound-email-messages-over-ipv6',
} as const;

export const SNDS = {
	label: 'SNDS, the reputation of your IPs at Outlook.com',
	url: 'https://sendersupport.olc.protection.outlook.com/snds/',
} as const;

export const OUTLOOK_FORM = {
	label: "Outlook.com's sender support form",
	url: 'https://olcsupport.office.com/',
} as const;

export const OUTLOOK_POSTMASTER = {
	label: "Outlook.com's pages for senders",
	url: 'https://sendersupport.olc.protection.outlook.com/pm/troubleshooting.aspx',
} as const;

export const RESTRICTED_ENTITIES = {
	label: 'Restricted entities in the Microsoft Defender portal',
	url: 'https://security.microsoft.com/restrictedentities',
} as const;

export const MICROSOFT_SUPPORT = {
	label: 'A support request to Microsoft',
	url: 'https://admin.microsoft.com/AdminPortal/Home#/support',
} as const;
