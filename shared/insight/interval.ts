/** How far from the middle 95 % of a normal distribution reach, in standard deviations. */
const Z95 = 1.959964;

/** A part of 1 that is known to lie between two bounds. */
export interface Interval {
	readonly low: number;
	readonly high: number;
}

/**
 * Between what bounds a rate lies with 95 % confidence, when `count` of `total` were seen (Wilson score interval: unlike
 * the usual one it holds for few messages and for rates near 0; E. B. Wilson, JASA 22, 1927). Of nothing: anything.
 * Counts above the total are read as the total.
 */
export function wilson(count: number, total: number): Interval {
	if (total <= 0) return {low: 0, high: 1};
	const share = Math.min(1, Math.max(0, count / total));
	const square = Z95 ** 2;
	const middle = (share + square / (2 * total)) / (1 + square / total);
	const half = (Z95 * Math.sqrt((share * (1 - share)) / total + square / (4 * total ** 2))) / (1 + square / total);
	return {low: share === 0 ? 0 : Math.max(0, middle - half), high: share === 1 ? 1 : Math.min(1, middle + half)};
}

/** What is thought of a rate before anything was counted: `mean`, as sure as if it had been seen in `messages` messages. */
export interface Prior {
	readonly mean: number;
	readonly messages: number;
}

/**
 * A rate drawn toward what is usual as long as little was counted: the mean of the Beta distribution that follows from
 * the prior and the counts. With no messages it is the prior's mean, with many it is `count / total`.
 */
export function shrunk(count: number, total: number, prior: Prior): number {
	return (count + prior.mean * prior.messages) / (Math.max(total, count) + prior.messages);
}
