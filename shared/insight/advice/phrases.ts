/** Sentences that several pieces of advice share. */

export const KEEP_ADDRESSES =
	'Keep the addresses: release those that your ESP put on its own suppression list because of this.';

export const STOP_THE_CAUSE =
	'Find and stop the cause first: a hijacked account or form, a bought or old list, a sudden jump in volume. Whoever is let back in with the cause still running is blocked again.';

export const ONE_OR_MANY =
	"Compare recipient domains: refusals by one organization only point to that organization's own rules, refusals by many point to your IP, domain or content.";

export const NO_FEEDBACK_LOOP =
	'Microsoft 365 has no complaint feedback loop: read a missing complaint rate there as unknown, never as zero.';

export const SNDS_SCOPE =
	"SNDS shows Microsoft's consumer mailboxes only (outlook.com, hotmail.com, live.com, msn.com): a green light there says nothing about business mailboxes.";

export const BY_CLUSTER =
	'Count and slow down by Microsoft cluster (such as EUR04 or NAM03 in the host name) or by destination IP: every MX host name belongs to one organization, so totals by host name hide what happens.';

export const ALLOW_LIST_LAST =
	'As a last resort, ask the administrator to allow your domain. It helps at that organization only.';

export const NDR_TABLE = {
	label: "Microsoft's table of bounce codes",
	url: 'https://learn.microsoft.com/exchange/troubleshoot/email-delivery/ndr/non-delivery-reports-in-exchange-online',
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
