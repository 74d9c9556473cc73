import type {Rule} from '../rule.ts';

const RFC = 'RFC 5321, 4.2.3';

/** Reply codes that tell something by themselves. */
export const REPLY_CODE: readonly Rule[] = [
	{
		id: 'reply-busy',
		reply: '421, 451, 452',
		category: 'server-busy',
		seen: '421 closing transmission channel',
		source: RFC,
	},
	{id: 'reply-sign-in', reply: '530, 534-535', category: 'not-authenticated', seen: '530', source: 'RFC 4954, 6'},
	{
		id: 'reply-no-mail',
		reply: '521, 556',
		ofRecipient: true,
		category: 'domain-unknown',
		seen: '556',
		source: 'RFC 7504',
	},
	{id: 'reply-4xx', reply: '4xx', category: 'unknown', seen: '450', source: RFC},
	{id: 'reply-5xx', reply: '5xx', category: 'unknown', seen: '550 Rejected', source: RFC},
];
