/** How far the time that a sender signed may be away from now, in seconds. */
export interface Window {
	readonly maxAge: number;
	readonly maxAhead: number;
}

/** Retries go on for 24 hours, and nowhere is stated that they are signed anew; clocks may differ by minutes. */
export const RETRY_WINDOW: Window = {maxAge: 25 * 3600, maxAhead: 5 * 60};

/** Whether a signed time (Unix seconds) lies within the window around now. */
export function isFresh(signedAt: number, now: Date, window: Window): boolean {
	const age = now.getTime() / 1000 - signedAt;
	return age <= window.maxAge && -age <= window.maxAhead;
}
