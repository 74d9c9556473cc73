const BASE_MS = 20;
const MAX_MS = 2_000;

/**
 * Waits before another attempt: exponential with full jitter, so that writers that met do not meet again
 * (AWS Architecture Blog, "Exponential Backoff And Jitter").
 *
 * @param attempt 1 for the first repetition; the pause is at most 20 ms times two to the power of it, and 2 s
 */
export function pause(attempt: number): Promise<void> {
	const longest = Math.min(MAX_MS, BASE_MS * 2 ** attempt);
	return new Promise((resolve) => setTimeout(resolve, Math.random() * longest));
}
