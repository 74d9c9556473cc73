import {CODES_700, codePage, MICROSOFT_SUPPORT, NDR_TABLE, RESTRICTED_ENTITIES} from './phrases.ts';
import type {StoryRow} from './row.ts';

const PAGE_518 = codePage('5.1.8', '5-1-8');

const FORWARDING = {
	label: 'External forwarding in Microsoft 365',
	url: 'https://learn.microsoft.com/defender-office-365/outbound-spam-policies-external-email-forwarding',
} as const;

const CLEAN_UP =
	'Reset the passwords of hijacked accounts, sign out their sessions, switch on multifactor sign-in, and remove unknown rules and connectors.';
const HIJACKED = 'Find out whether the account was hijacked.';
const USE_AN_ESP = 'Send mailings through an ESP, not from a mailbox.';
const ASK_SUPPORT = 'Then ask Microsoft Support to lift the block.';
const SUPPORT_LIFTS = 'When Microsoft Support lifts it.';

/** Your own Microsoft 365 may not send: the block is on the sender's side. */
export const ACCOUNT_STORIES: readonly StoryRow[] = [
	{
		id: 'restricted-user',
		category: ['sender-banned'],
		when: [{status: ['5.1.8']}, {words: ['bad outbound sender']}],
		meaning:
			'Microsoft has stopped one of your own accounts from sending, because it sent too much or looks hijacked. The recipients are fine.',
		act: 'own-admin',
		steps: [
			"Find out whether the account was hijacked; Microsoft's limits count for honest mailings too.",
			CLEAN_UP,
			'Unblock the account on the page Restricted entities.',
			USE_AN_ESP,
		],
		links: [RESTRICTED_ENTITIES, PAGE_518],
		clearing: 'Usually an hour after it is unblocked.',
		escalate: 'To Microsoft Support, when it cannot be unblocked any more: the number of times is limited.',
		source: PAGE_518.url,
	},
	{
		id: 'sending-limit',
		category: ['sender-banned'],
		when: [{status: ['5.1.90', '5.2.2']}, {words: ['submission quota', 'daily limit for message recipients']}],
		meaning:
			'One of your own accounts wrote to more recipients than Microsoft 365 allows (10,000 a day). It sends mailings, or was hijacked.',
		act: 'own-admin',
		steps: [HIJACKED, CLEAN_UP, USE_AN_ESP],
		links: [
			{
				label: "Microsoft's sending limits",
				url: 'https://learn.microsoft.com/office365/servicedescriptions/exchange-online-service-description/exchange-online-limits#sending-limits',
			},
			RESTRICTED_ENTITIES,
		],
		clearing: 'Within 24 hours: the count always looks back over 24 hours.',
		escalate: 'To Microsoft Support, when the account stays blocked longer.',
		source: NDR_TABLE.url,
	},
	{
		id: 'tenant-recipient-limit',
		category: ['sender-banned', 'rate-limited'],
		when: [{status: ['5.7.232', '5.7.233']}, {words: ['tenant external recipient rate limit']}],
		meaning:
			'Your organization wrote to more outside recipients within 24 hours than its Microsoft 365 licences allow; trials have a lower limit. The recipients are fine.',
		act: 'own-admin',
		steps: ['Look in the message trace who sent so much.', 'Send mailings through an ESP, or get more licences.'],
		links: [NDR_TABLE, MICROSOFT_SUPPORT],
		clearing: 'Within 24 hours: the count always looks back over 24 hours.',
		escalate: 'To Microsoft Support, when the limit shown is zero or plainly wrong.',
		source: NDR_TABLE.url,
	},
	{
		id: 'tenant-threshold',
		category: ['sender-banned'],
		when: [{status: ['5.7.705']}, {words: ['tenant has exceeded threshold']}],
		meaning:
			'Microsoft took most mail of your organization for spam and has stopped all of it. Mostly a server or account was hijacked; rarely a subscription was renewed.',
		act: 'own-admin',
		steps: [
			'Look in the message trace for a hijacked account, a server that relays, an unknown connector.',
			CLEAN_UP,
			ASK_SUPPORT,
		],
		links: [MICROSOFT_SUPPORT, CODES_700],
		clearing: 'When Microsoft Support lifts it; after a renewal within a day.',
		escalate: 'At once: only Microsoft Support can lift it.',
		source: CODES_700.url,
	},
	{
		id: 'tenant-ip-reputation',
		category: ['sender-banned', 'ip-banned'],
		when: [{status: ['5.7.708']}, {words: ['traffic not accepted from this ip']}],
		meaning:
			'Your own Microsoft 365 sends from an address that Microsoft does not trust, mostly because it is new or a trial. The recipients are fine.',
		act: 'own-admin',
		steps: [
			'Look in the message trace for a hijacked account.',
			'In a trial: ask Microsoft Support for an exception, or assign bought licences.',
			'Set up SPF, DKIM and DMARC, and begin with little mail.',
		],
		links: [MICROSOFT_SUPPORT, RESTRICTED_ENTITIES, CODES_700],
		clearing: 'When Microsoft Support lifts it, or with licences assigned. The delist portal is not for this code.',
		escalate: 'At once: only the administrator of the sending organization can ask.',
		source: CODES_700.url,
	},
	{
		id: 'unregistered-domain',
		category: ['sender-banned'],
		when: [{status: ['5.7.750']}, {words: ['unregistered domain']}],
		meaning:
			'Your own Microsoft 365 sends much mail in the name of domains that are not registered with it. The recipients are fine.',
		act: 'own-admin',
		steps: [
			'Add and verify every domain you send with in the Microsoft 365 admin center.',
			'Relaying servers need a connector with a certificate in the name of a verified domain.',
			'Remove connectors and accounts that nobody knows.',
			ASK_SUPPORT,
		],
		links: [MICROSOFT_SUPPORT, CODES_700],
		clearing: SUPPORT_LIFTS,
		escalate: 'At once after the clean-up: only Microsoft Support can lift it.',
		source: CODES_700.url,
	},
	{
		id: 'restricted-connector',
		category: ['sender-banned', 'not-authenticated'],
		when: [{status: ['5.7.711']}, {words: ['bad inbound connector']}],
		meaning:
			'Mail over one of your own connectors looked like spam, and Microsoft has stopped the connector. The recipients are fine.',
		act: 'own-admin',
		steps: [
			'Find what sent over the connector, and who made it.',
			CLEAN_UP,
			'Unblock the connector on the page Restricted entities.',
		],
		links: [RESTRICTED_ENTITIES],
		clearing: 'Usually an hour after it is unblocked.',
		escalate: 'To Microsoft Support.',
		source: 'https://learn.microsoft.com/defender-office-365/connectors-remove-blocked',
	},
	{
		id: 'account-banned-for-spam',
		category: ['sender-banned'],
		when: [{status: ['5.7.501-5.7.503']}],
		meaning: 'Microsoft has banned the sending account because it saw spam from it. The recipients are fine.',
		act: 'own-admin',
		steps: [
			CLEAN_UP,
			'Unblock the account on the page Restricted entities, if it is listed there.',
			'Otherwise ask Microsoft Support to let it send again.',
		],
		links: [RESTRICTED_ENTITIES, MICROSOFT_SUPPORT],
		clearing: 'Usually an hour after it is unblocked; else when Microsoft Support lifts it.',
		escalate: 'To Microsoft Support through your regular channel.',
		source: NDR_TABLE.url,
	},
	{
		id: 'own-block-list',
		category: ['organization-policy', 'sender-banned'],
		when: [{status: ['5.7.703']}, {words: ['tenant allow block list']}],
		meaning:
			'Your own organization blocks mail to this address or domain, by its Tenant Allow/Block List. One blocked recipient stops the message for all of them.',
		act: 'own-admin',
		steps: [
			'Ask your administrator whether the block is meant.',
			'If not, have the entry taken off the list.',
			'If it is, send again without that recipient.',
		],
		links: [{label: 'Tenant Allow/Block List', url: 'https://security.microsoft.com/tenantAllowBlockList'}, CODES_700],
		clearing: 'Within a day of the change.',
		escalate: 'To your own administrator only.',
		source: CODES_700.url,
	},
	{
		id: 'forwarding-off',
		category: ['organization-policy', 'sender-banned', 'not-authenticated', 'recipient-restricted'],
		when: [{status: ['5.7.520']}, {words: ['does not allow external forwarding']}],
		meaning:
			'The organization does not let mail be forwarded outside: a copy was refused. Your message itself may well have arrived.',
		act: 'recipient-admin',
		steps: ['Keep the address.', 'The administrator may allow it in the outbound spam policy.'],
		links: [FORWARDING],
		clearing: 'When they allow it.',
		escalate: 'Not needed.',
		source: FORWARDING.url,
	},
];
