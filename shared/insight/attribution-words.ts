import type {Reason, Verdict} from './spread.ts';

/** What a verdict means, and who has to act. `{name}` and the figures in braces are filled in. */
export interface VerdictWords {
	readonly says: string;
	readonly follows: string;
}

type Words = Readonly<Record<Exclude<Verdict, 'too few to say'> | 'provider' | Reason, VerdictWords>>;

/** For the recipients' organizations. */
export const ORGANIZATION_WORDS: Words = {
	concentrated: {
		says: "One organization blocks you: {name} has {topBlocked} of {blocked} blocks and refused {topRate} of what it got, all others {restRate}. That is this organization's own policy, not the reputation of your IP or domain.",
		follows:
			"Talk to {name}'s mail administrator, with one of the responses. Ask for no delisting: no list of yours is the cause.",
	},
	provider: {
		says: '{name} blocks you: it has {topBlocked} of {blocked} blocks and refused {topRate} of what it got, all others {restRate}. A mailbox provider is many recipients under one filter: this is your reputation there, and not elsewhere.',
		follows: "Use {name}'s pages for senders, slow down to its domains, and look at what you send to them.",
	},
	spread: {
		says: '{blockedAt} organizations block you ({blocked} blocks, effectively spread over {effective} of them; {expected} if they followed your mail). That is the reputation of your IP or domain, not the policy of one.',
		follows: 'Find and stop the cause, then ask the provider or list that the responses name for removal.',
	},
	mixed: {
		says: '{name} stands out with {topBlocked} of {blocked} blocks ({topRate} of what it got), and {blockedAt} organizations block you in all ({restRate} elsewhere): a policy of a few, a reputation that begins to suffer, or both.',
		follows:
			"Read the responses of {name} and those of the others apart. Treat the others' as a matter of reputation until they stop.",
	},
	'few-blocks': {
		says: 'Too few to say. Blocks seen: {blocked}.',
		follows: 'Wait for more, or read the responses one by one.',
	},
	'no-comparison': {
		says: 'Too few to say: {name} has {topBlocked} of {blocked} blocks, but got {topTraffic} of all mail, so there is too little elsewhere to compare with.',
		follows: 'Read the responses: they say whether a rule of the organization or your IP is meant.',
	},
	'as-usual': {
		says: 'Too few to say: {blocked} blocks of {messages} messages are no more than is usual.',
		follows: 'Nothing to do.',
	},
};

/** For the clusters of Microsoft 365. */
export const CLUSTER_WORDS: Words = {
	...ORGANIZATION_WORDS,
	concentrated: {
		says: 'One Microsoft cluster blocks you: {name} has {topBlocked} of {blocked} blocks, the others took the mail.',
		follows: 'Slow down to that cluster, and look whether its blocks are all at one organization.',
	},
	spread: {
		says: '{blockedAt} Microsoft clusters block you ({blocked} blocks, effectively spread over {effective}): Microsoft as a whole, not one region.',
		follows: 'Ask Microsoft for removal; slowing down to one cluster would not help.',
	},
	mixed: {
		says: '{name} stands out with {topBlocked} of {blocked} blocks, and {blockedAt} Microsoft clusters block you in all.',
		follows: 'Blocks may be on their way from region to region: look again in an hour.',
	},
	'no-comparison': {
		says: 'Too few to say: {name} has {topBlocked} of {blocked} blocks, and hardly any mail went to other clusters.',
		follows: 'Read the responses.',
	},
};
