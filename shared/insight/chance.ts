/** ln n!, exact enough from 0 up (Stirling's series, G. Nemes 2007; the first ones by table). */
function lnFactorial(n: number): number {
	if (n < 2) return 0;
	if (n < 10) return Math.log([2, 6, 24, 120, 720, 5040, 40_320, 362_880][n - 2] ?? 1);
	return n * Math.log(n) - n + 0.5 * Math.log(2 * Math.PI * n) + 1 / (12 * n) - 1 / (360 * n ** 3);
}

/** How probable it is that chance alone brings `count` or more where `mean` are expected (Poisson). */
export function poissonTail(count: number, mean: number): number {
	if (count <= 0) return 1;
	if (mean <= 0) return 0;
	// Far above the mean the terms shrink fast; far below it nearly all of the mass is in the tail.
	if (count < mean - 10 * Math.sqrt(mean)) return 1;
	let term = Math.exp(count * Math.log(mean) - mean - lnFactorial(count));
	let sum = 0;
	const end = Math.max(count, mean) + 40 * Math.sqrt(mean) + 50;
	for (let at = count; at < end && (term > sum * 1e-12 || at < mean); at++) {
		sum += term;
		term *= mean / (at + 1);
	}
	return Math.min(1, sum);
}

const term = (count: number, total: number): number => (count <= 0 ? 0 : count * Math.log(count / total));

/** ln of how probable `count` of `total` are at the rate that fits them best (binomial, without its constant). */
function bestFit(count: number, total: number): number {
	return term(count, total) + term(total - count, total);
}

/**
 * How much better two rates fit than one: ln of the likelihood ratio of "these two have rates of their own" against "one
 * rate for both". 0 where one rate fits as well; 4.6 means a hundred times as likely.
 */
export function lnRatioOfTwoRates(count: number, total: number, otherCount: number, otherTotal: number): number {
	const both = bestFit(count + otherCount, total + otherTotal);
	return Math.max(0, bestFit(count, total) + bestFit(otherCount, otherTotal) - both);
}

/** A fixed sequence of numbers from 0 up to 1: what is drawn by it comes out the same each time. */
export function sequence(): () => number {
	let state = 0x9e3779b9;
	return () => {
		state = (state + 0x6d2b79f5) | 0;
		let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
		mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
		return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
	};
}

/** A number drawn from the Poisson distribution; above a mean of 50 from the normal one that it nears. */
export function drawPoisson(mean: number, random: () => number): number {
	if (mean <= 0) return 0;
	if (mean > 50) {
		const normal = Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
		return Math.max(0, Math.round(mean + Math.sqrt(mean) * normal));
	}
	const end = Math.exp(-mean);
	let product = random();
	let drawn = 0;
	while (product > end) {
		product *= random();
		drawn += 1;
	}
	return drawn;
}
