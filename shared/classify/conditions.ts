import type {Rule} from './rule.ts';
import {parseReplyRanges, parseStatusRanges, type Range} from './status.ts';

/** Ranges of codes, one after the other: from, to. */
type Bounds = Int32Array;

/** The codes of which a response must have one for a row to hold. */
export interface Conditions {
	readonly status: Bounds | undefined;
	readonly reply: Bounds | undefined;
}

/** A row's conditions; undefined where it has none. */
export function conditionsOf({status, reply}: Rule): Conditions | undefined {
	if (status === undefined && reply === undefined) return undefined;
	return {
		status: status === undefined ? undefined : boundsOf(parseStatusRanges(status)),
		reply: reply === undefined ? undefined : boundsOf(parseReplyRanges(reply)),
	};
}

function boundsOf(ranges: readonly Range[]): Bounds {
	return Int32Array.from(ranges.flat());
}

/** Whether a code lies in one of the ranges, or there are none that it would have to lie in. */
export function isWithin(bounds: Bounds | undefined, code: number): boolean {
	if (bounds === undefined) return true;
	for (let at = 0; at < bounds.length; at += 2) {
		if (code >= (bounds[at] ?? 0) && code <= (bounds[at + 1] ?? 0)) return true;
	}
	return false;
}
