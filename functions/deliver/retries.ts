/**
 * How long a message waits after each attempt in vain, in seconds. With the first attempt they are nine, within fifteen and a half
 * hours. SQS hides a message for twelve hours at most, so no wait may come near that.
 */
export const WAITS = [5, 30, 2 * 60, 15 * 60, 3_600, 2 * 3_600, 4 * 3_600, 8 * 3_600] as const;

/** A wait is up to so much shorter or longer, so that what failed together does not come back together. */
const JITTER = 0.2;

/**
 * @param attempt the one that was in vain, from 1
 * @param random from 0 to 1
 * @returns seconds until the next attempt; undefined where this was the last
 */
export function waitAfter(attempt: number, random: number): number | undefined {
	const wait = WAITS[attempt - 1];
	return wait === undefined ? undefined : Math.round(wait * (1 - JITTER + 2 * JITTER * random));
}
