import type {Source} from '#shared/model/classification.ts';
import type {Matcher} from './matcher.ts';
import type {Rule} from './rule.ts';
import {MARKS} from './rules/index.ts';
import type {TokensInMaking} from './tokens.ts';

/**
 * Which system wrote the response just matched. Signs of the consumer service come first (its machines have the same
 * names as those of Exchange Online), then host names, then what the deciding row knows, then the status' row.
 */
export function sourceOf(
	matcher: Matcher,
	rule: Rule | undefined,
	status: number,
	reply: number,
	tokens: TokensInMaking,
): Source {
	let online = false;
	let other = false;
	let server = false;
	let anyExchange = false;
	for (let index = 0; index < matcher.metCount; index++) {
		const mark = MARKS[matcher.met[index] ?? 0];
		if (mark?.anyExchange === true) anyExchange = true;
		const system = mark?.system;
		if (system === 'outlook-consumer') return system;
		if (system === 'exchange-online') online = true;
		else if (system === 'exchange-server') server = true;
		else if (system === 'other') other = true;
	}
	if (rule?.by === 'outlook-consumer' && !other) return rule.by;
	if (online) return 'exchange-online';
	if (other) return 'other';
	if (server) return 'exchange-server';
	if (rule?.by !== undefined) return rule.by;
	if (anyExchange) return 'exchange-online';
	if (tokens.attr !== undefined || tokens.prx !== undefined || tokens.asCode !== undefined) return 'exchange-online';
	return matcher.rules[matcher.ofStatus(status, reply)]?.by ?? 'other';
}
