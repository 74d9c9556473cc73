import type {Counters} from '#shared/model/reputation.ts';
import {providerOf} from './providers.ts';
import {reputationOf} from './rates.ts';

const messagesOf = (counters: readonly Counters[]): number =>
	counters.reduce((sum, one) => sum + reputationOf(one).messages, 0);

/**
 * How many messages of a window went to recipients whose provider tells no complaints, at least: those of Gmail and
 * others without a feedback loop by their domains, those of Microsoft 365 by its regions, less Outlook.com's, which are
 * counted in the same regions and do tell. For `Counters.withoutFeedback` of the same window. Pure.
 *
 * @param domains counters of all recipient domains
 * @param regions counters of all regions
 */
export function withoutFeedback(domains: readonly Counters[], regions: readonly Counters[]): number {
	const silent = domains.filter(({value}) => providerOf(value)?.feedbackLoop === false);
	const outlook = domains.filter(({value}) => providerOf(value)?.name === 'Outlook.com');
	return messagesOf(silent) + Math.max(0, messagesOf(regions) - messagesOf(outlook));
}
