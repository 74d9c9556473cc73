import type {Source} from '#shared/model/classification.ts';
import type {Matcher} from './matcher.ts';
import type {Row} from './row.ts';
import type {Scan} from './scan.ts';
import {ANY_EXCHANGE, CONSUMER, ONLINE, OTHER, SERVER} from './signs.ts';
import type {TokensInMaking} from './tokens.ts';

/**
 * Which system wrote the response just matched. Signs of the consumer service come first (its machines have the same
 * names as those of Exchange Online), then host names, then Microsoft's codes, then what the deciding row knows, then a
 * status of Microsoft's own.
 */
export function sourceOf(matcher: Matcher, row: Row, reply: number, scan: Scan, tokens: TokensInMaking): Source {
	const {signs} = matcher;
	if ((signs & CONSUMER) !== 0) return 'outlook-consumer';
	if (row.by === 'outlook-consumer' && (signs & OTHER) === 0) return row.by;
	if ((signs & ONLINE) !== 0) return 'exchange-online';
	if ((signs & OTHER) !== 0) return 'other';
	if ((signs & SERVER) !== 0) return 'exchange-server';
	if (tokens.attr !== undefined || tokens.prx !== undefined || tokens.asCode !== undefined) return 'exchange-online';
	if (row.by !== undefined) return row.by;
	if (row.anyExchange || (signs & ANY_EXCHANGE) !== 0)
		return endsOldReport(scan.text) ? 'exchange-server' : 'exchange-online';
	const ofStatus = matcher.ofStatus(scan.status, reply);
	return (matcher.namesReason(ofStatus) ? matcher.row(ofStatus).by : undefined) ?? 'other';
}

/** Exchange Server 2007 and 2010 end a response in their reports so: "#550 5.1.1 RESOLVER.ADR.RecipNotFound; not found ##" */
function endsOldReport(text: string): boolean {
	return /##|#smtp#/i.test(text);
}
