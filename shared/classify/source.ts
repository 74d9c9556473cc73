import type {Source} from '#shared/model/classification.ts';
import type {Matcher} from './matcher.ts';
import type {Row} from './row.ts';
import {ANY_EXCHANGE, CONSUMER, ONLINE, OTHER, SERVER} from './signs.ts';
import type {TokensInMaking} from './tokens.ts';

/**
 * Which system wrote the response just matched. Signs of the consumer service come first (its machines have the same
 * names as those of Exchange Online), then host names, then what the deciding row knows, then the status' row.
 */
export function sourceOf(matcher: Matcher, row: Row, status: number, reply: number, tokens: TokensInMaking): Source {
	const {signs} = matcher;
	if ((signs & CONSUMER) !== 0) return 'outlook-consumer';
	if (row.by === 'outlook-consumer' && (signs & OTHER) === 0) return row.by;
	if ((signs & ONLINE) !== 0) return 'exchange-online';
	if ((signs & OTHER) !== 0) return 'other';
	if ((signs & SERVER) !== 0) return 'exchange-server';
	if (row.by !== undefined) return row.by;
	if ((signs & ANY_EXCHANGE) !== 0) return 'exchange-online';
	if (tokens.attr !== undefined || tokens.prx !== undefined || tokens.asCode !== undefined) return 'exchange-online';
	return matcher.row(matcher.ofStatus(status, reply)).by ?? 'other';
}
