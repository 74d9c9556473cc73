import type {Rule} from '../rule.ts';

const IANA = 'https://www.iana.org/assignments/smtp-enhanced-status-codes/';

/** RFC 3463 and its registry. Codes that say nothing of whose fault it is are left out. */
export const ENHANCED_STATUS: readonly Rule[] = [
	{id: 'status-5.1.1', status: '5.1.1', category: 'recipient-unknown', seen: '550 5.1.1', source: IANA},
	{id: 'status-5.5.0', status: '5.5.0', reply: '550', category: 'recipient-unknown', seen: '550 5.5.0', source: IANA},
	{id: 'status-5.1.2', status: '5.1.2, 5.1.10', category: 'domain-unknown', seen: '550 5.1.2', source: IANA},
	{id: 'status-x.2.2', status: 'x.2.2', category: 'mailbox-full', seen: '552 5.2.2', source: IANA},
	{id: 'status-5.2.1', status: '5.2.1', category: 'recipient-disabled', seen: '550 5.2.1', source: IANA},
	{id: 'status-x.2.3', status: 'x.2.3, x.3.4', category: 'message-invalid', seen: '552 5.2.3', source: IANA},
	{
		id: 'status-5.4.6',
		status: 'x.4.6',
		category: 'routing-loop',
		by: 'exchange-server',
		seen: '550 5.4.6',
		source: IANA,
	},
	{
		id: 'status-expired',
		status: 'x.4.7, 5.4.300, 5.4.316-5.4.317',
		category: 'expired',
		by: 'exchange-online',
		seen: '550 4.4.7',
		source: IANA,
	},
	{
		id: 'status-connection',
		status: 'x.4.1, x.4.2, 4.4.316',
		category: 'connection-failed',
		seen: '421 4.4.2',
		source: IANA,
	},
	{
		id: 'status-authentication-failed',
		status: 'x.7.20-x.7.24, x.7.26-x.7.32',
		category: 'authentication-failed',
		seen: '550 5.7.26',
		source: IANA,
	},
	{id: 'status-ptr', status: 'x.7.25, 5.1.8', category: 'sender-dns', seen: '550 5.7.25', source: IANA},
	{id: 'status-x.7.3', status: '5.7.3', category: 'not-authenticated', seen: '535 5.7.3', source: IANA},
	{
		id: 'status-x.3.2',
		status: '4.3.0-4.3.2, 4.4.3-4.4.5, 4.4.22-4.4.28',
		category: 'server-busy',
		seen: '421 4.3.2',
		source: IANA,
	},
	{id: 'status-x.5.3', status: 'x.5.3', category: 'rate-limited', seen: '452 4.5.3', source: IANA},
	{id: 'status-x.7.1', status: '5.7.0, 5.7.1', category: 'organization-policy', seen: '550 5.7.1', source: IANA},
];
