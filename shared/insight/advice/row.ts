import type {Category} from '#shared/model/category.ts';
import type {Source} from '#shared/model/classification.ts';

/** Who has to do something, in words for people. */
export const WHO = {
	operator: 'The operator of your sending servers: your mail team, or the ESP that owns the IP',
	content: 'Whoever writes the mail',
	'own-admin': 'The administrator of your own Microsoft 365',
	'recipient-admin': "The mail administrator of the recipient's organization",
	list: 'The owner of the address list',
	wait: 'Nobody: wait',
} as const;

export type Act = keyof typeof WHO;

/** A link of a row. Where a placeholder of `url` is not known, `bare` is shown in its place. */
export interface LinkRow {
	readonly label: string;
	readonly url: string;
	readonly bare?: string;
}

/**
 * One piece of advice. All texts may hold the placeholders `{ip}`, `{domain}`, `{helo}`, `{server}`, `{region}`,
 * `{organization}`, `{list}` and `{code}`.
 */
export interface AdviceRow {
	readonly id: string;
	/** Two sentences that a marketing person understands. */
	readonly meaning: string;
	readonly act: Act;
	/** What to do, in order. */
	readonly steps: readonly string[];
	/** Good to know: what keeps people from a wrong conclusion. */
	readonly notes?: readonly string[];
	readonly links: readonly LinkRow[];
	/** How long it takes until mail flows again. */
	readonly clearing: string;
	/** When to go further, and to whom. */
	readonly escalate: string;
	/** The vendor's page or RFC that it rests on. */
	readonly source: string;
}

/** By what a story is recognized. Everything that is given must hold; within a list, one is enough. */
export interface Sign {
	/** Enhanced statuses, "5.7.511", or ranges, "5.7.606-5.7.649". */
	readonly status?: readonly string[];
	/** Microsoft's AS, S and ATTR codes; a `*` at the end stands for any further digits. */
	readonly codes?: readonly string[];
	/** Names of block lists. */
	readonly lists?: readonly string[];
	/** Lower-case words of the response. */
	readonly words?: readonly string[];
	readonly source?: readonly Source[];
}

/** Advice for a code that has its own story, told instead of that of its category. */
export interface StoryRow extends AdviceRow {
	readonly category: readonly Category[];
	/** One of these signs is enough. */
	readonly when: readonly Sign[];
}
