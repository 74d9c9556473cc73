import type {Counters} from '#shared/model/reputation.ts';
import {providerOf} from './providers.ts';
import {LEAST_VOLUME, reputationOf} from './rates.ts';

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

/** What is known of the recipients of some messages. */
export interface Feedback {
	/** Messages to recipients whose provider tells no complaints, at least. */
	readonly silent: number;
	/** Messages to recipients whose provider is known to tell them. */
	readonly telling: number;
}

/** Who of the recipients of a window tells complaints. Pure. */
export function feedbackOf(domains: readonly Counters[], regions: readonly Counters[]): Feedback {
	const telling = domains.filter(({value}) => providerOf(value)?.feedbackLoop === true);
	return {silent: withoutFeedback(domains, regions), telling: messagesOf(telling)};
}

/**
 * Counters with what is known of those who tell complaints, so that nothing heard is never told as zero. Where nobody
 * complained, only messages to those count who would have told: without them the rate is not available. Where somebody
 * did, all count but those who are known not to tell, so that the rate is the least that it can be. Pure.
 *
 * @param known of the same counters; undefined where that was not, or could not be, read
 */
export function withFeedback(counters: Counters, known: Feedback | undefined): Counters {
	const {messages, complained} = reputationOf(counters);
	if (messages < LEAST_VOLUME.complaint) return counters; // too few to say, whoever they are
	if (complained > 0) return known === undefined ? counters : {...counters, withoutFeedback: known.silent};
	return {...counters, withoutFeedback: messages - Math.min(messages, known?.telling ?? 0)};
}

/** What a reader of a complaint rate has to know, where it was not known who tells complaints. */
export const COMPLAINT_NOTE =
	'The complaint rate is out of all messages. Microsoft 365 and Gmail tell no complaints, so that among the others it is higher; without any complaint it is not available.';
