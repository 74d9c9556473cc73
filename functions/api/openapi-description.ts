import type * as z from 'zod/mini';

export const TAGS = {
	Check: 'May these people be mailed?',
	Suppressions: 'The list of addresses that are not mailed: look up, add, import, export.',
	Release: 'Take addresses off the list, one by one or in bulk, and back.',
	Insight: 'What bounces mean, and how the sending goes.',
	Activity: 'Who changed what, when and why.',
	Settings: 'What the tenant decides.',
} as const satisfies Record<string, string>;

/** What an operation's schemas do not say: its name, its place in the documentation, what it answers, and an example. */
export interface Description {
	/** Unique; clients that are generated name their functions by it. */
	readonly id: string;
	readonly tag: keyof typeof TAGS;
	/** More than the summary, where there is more to know. */
	readonly about?: string;
	readonly answer: z.ZodMiniType;
	/** A request that works as it stands. */
	readonly example: {
		/** What stands in the path's place in braces. */
		readonly segment?: string;
		readonly query?: Readonly<Record<string, string>>;
		readonly body?: object;
	};
}

/** By method and path, as the table of routes has them. */
export type Descriptions = Readonly<Record<string, Description>>;
