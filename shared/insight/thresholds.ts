import {type MailboxProvider, providerOf} from './providers.ts';
import type {RateName, Reputation} from './rates.ts';

/** A rate at which a sender gets into trouble. */
export interface Threshold {
	readonly id: string;
	/** Who has set it. */
	readonly who: string;
	/** The ESP, as a value of the dimension `esp`, or the name of a mailbox provider. */
	readonly of: {readonly esp: string} | {readonly provider: string};
	readonly rate: RateName;
	/** Parts of 1. From `near` on the status is "near", from `over` on "over". */
	readonly near: number;
	readonly over: number;
	/** Whether `near` is the vendor's own number, or our choice below the only one that they give. */
	readonly nearIs: 'published' | 'ours';
	/** What happens from `over` on. */
	readonly follows: string;
	/** What has to be known to read the status right. */
	readonly note?: string;
	readonly source: string;
}

const HARD =
	'Counted here are addresses that are gone; the ESP may also count other bounces that it takes for permanent.';
const SES_FAQ = 'https://docs.aws.amazon.com/ses/latest/dg/faqs-enforcement.html';
const SES_MESSAGES = 'https://docs.aws.amazon.com/ses/latest/dg/reputationdashboardmessages.html';
const POSTMARK = 'https://github.com/ActiveCampaign/postmark-skills';
const QUOTED = "From the vendor's guide for agents; no page with the rule itself was found.";

/** What ESPs and mailbox providers have published. */
export const THRESHOLDS: readonly Threshold[] = [
	{
		id: 'ses-bounce-review',
		who: 'Amazon SES',
		of: {esp: 'ses'},
		rate: 'dead',
		near: 0.02,
		over: 0.05,
		nearIs: 'published',
		follows: 'Amazon puts the account under review.',
		note: HARD,
		source: SES_FAQ,
	},
	{
		id: 'ses-bounce-pause',
		who: 'Amazon SES',
		of: {esp: 'ses'},
		rate: 'dead',
		near: 0.05,
		over: 0.1,
		nearIs: 'published',
		follows: 'Amazon may pause sending.',
		note: HARD,
		source: SES_MESSAGES,
	},
	{
		id: 'ses-complaint-review',
		who: 'Amazon SES',
		of: {esp: 'ses'},
		rate: 'complaint',
		near: 0.0005,
		over: 0.001,
		nearIs: 'ours',
		follows: 'Amazon puts the account under review.',
		source: SES_FAQ,
	},
	{
		id: 'ses-complaint-pause',
		who: 'Amazon SES',
		of: {esp: 'ses'},
		rate: 'complaint',
		near: 0.001,
		over: 0.005,
		nearIs: 'published',
		follows: 'Amazon may pause sending.',
		source: SES_MESSAGES,
	},
	{
		id: 'sendgrid-bounce',
		who: 'SendGrid',
		of: {esp: 'sendgrid'},
		rate: 'dead',
		near: 0.03,
		over: 0.05,
		nearIs: 'ours',
		follows: 'SendGrid advises hard bounces below this; it publishes no limit.',
		source: 'https://www.twilio.com/docs/sendgrid/ui/analytics-and-reporting/bounce-and-block-classifications',
	},
	{
		id: 'sendgrid-complaint',
		who: 'SendGrid',
		of: {esp: 'sendgrid'},
		rate: 'complaint',
		near: 0.0005,
		over: 0.001,
		nearIs: 'ours',
		follows: 'Look closely: SendGrid names this rate for any one mailbox provider.',
		source: 'https://www.twilio.com/docs/sendgrid/ui/analytics-and-reporting/bounce-and-block-classifications',
	},
	{
		id: 'postmark-bounce',
		who: 'Postmark',
		of: {esp: 'postmark'},
		rate: 'bounce',
		near: 0.02,
		over: 0.04,
		nearIs: 'published',
		follows: 'Postmark calls this critical; under 10 % is widely quoted as the rule.',
		note: QUOTED,
		source: POSTMARK,
	},
	{
		id: 'postmark-complaint',
		who: 'Postmark',
		of: {esp: 'postmark'},
		rate: 'complaint',
		near: 0.0004,
		over: 0.0008,
		nearIs: 'published',
		follows: 'Postmark calls this critical; under 0.1 % is widely quoted as the rule.',
		note: QUOTED,
		source: POSTMARK,
	},
	{
		id: 'gmail-complaint',
		who: 'Gmail',
		of: {provider: 'Gmail'},
		rate: 'complaint',
		near: 0.001,
		over: 0.003,
		nearIs: 'published',
		follows: 'Gmail takes no request for help until the rate was below this for 7 days in a row.',
		note: "Gmail tells its own rate in Postmaster Tools only. For all recipients together this compares the others' complaints with Gmail's number.",
		source: 'https://support.google.com/a/answer/14229414',
	},
	{
		id: 'yahoo-complaint',
		who: 'Yahoo',
		of: {provider: 'Yahoo'},
		rate: 'complaint',
		near: 0.001,
		over: 0.003,
		nearIs: 'ours',
		follows: 'Yahoo wants the rate below this.',
		note: 'Yahoo counts against mail that reached the inbox, which is less than what was delivered: its own rate is higher.',
		source: 'https://senders.yahooinc.com/best-practices/',
	},
];

export type Status = 'fine' | 'near' | 'over' | 'too few to say' | 'not available';

/** How a value stands against one threshold. */
export interface Standing {
	readonly threshold: Threshold;
	readonly status: Status;
	/** A part of 1; null where the status is none of a rate. */
	readonly rate: number | null;
	/** True where chance alone could have carried the rate over the nearest bound, one way or the other. */
	readonly uncertain: boolean;
}

function applies({of}: Threshold, {dimension, value}: Reputation, provider: MailboxProvider | undefined): boolean {
	switch (dimension) {
		case 'esp':
			return 'esp' in of && of.esp === value;
		case 'recipient-domain':
			return 'provider' in of && of.provider === provider?.name;
		case 'region':
			return false; // Microsoft publishes no number
		case 'all':
		case 'sending-ip':
		case 'sending-domain':
			return 'provider' in of;
	}
}

/**
 * How a value stands against the thresholds that concern it: an ESP against that ESP's own, a recipient domain against
 * its provider's, senders (all, IP, domain) against those of the mailbox providers. Pure.
 */
export function standingsOf(reputation: Reputation): Standing[] {
	const provider = reputation.dimension === 'recipient-domain' ? providerOf(reputation.value) : undefined;
	return THRESHOLDS.filter((threshold) => applies(threshold, reputation, provider)).map((threshold) => {
		const told = reputation.rates[threshold.rate];
		if (told.told !== 'yes') return {threshold, status: told.told, rate: null, uncertain: false};
		const {rate, interval} = told;
		const statusAt = (value: number) =>
			value >= threshold.over ? 'over' : value >= threshold.near ? 'near' : ('fine' as const);
		const status = statusAt(rate);
		return {
			threshold,
			status,
			rate,
			uncertain: statusAt(interval.low) !== status || statusAt(interval.high) !== status,
		};
	});
}
