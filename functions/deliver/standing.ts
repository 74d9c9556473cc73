import type {AlertWebhook} from '#shared/model/alert-webhook.ts';

/** An endpoint that took nothing for so long is disabled, as Standard Webhooks advises. */
const PATIENCE_DAYS = 5;

const GONE = 410;

const inWords = (instant: string): string => `${instant.slice(0, 10)} ${instant.slice(11, 16)} UTC`;

/** An endpoint that took a message; the same object where that is no news. */
export function afterSuccess(webhook: AlertWebhook): AlertWebhook {
	const {failingSince, ...rest} = webhook;
	return failingSince === undefined ? webhook : rest;
}

/** What is known of an attempt in vain. */
export interface InVain {
	readonly at: Date;
	readonly status: number | null;
	/** "answered 500" */
	readonly words: string;
	/** No attempt with this message is left. */
	readonly last: boolean;
}

/**
 * An endpoint that did not take a message; the same object where that is no news. It is disabled where it says that it is gone,
 * or where it takes nothing for five days: only when a message was tried to the last, since days may lie between two alerts.
 */
export function afterFailure(webhook: AlertWebhook, {at, status, words, last}: InVain): AlertWebhook {
	if (webhook.disabledAt !== undefined) return webhook;
	const now = at.toISOString();
	const {failingSince = now} = webhook;
	const disabled = (why: string): AlertWebhook => ({
		...webhook,
		failingSince,
		disabledAt: now,
		note: `Disabled by Bounceledger on ${inWords(now)}: ${why}.`,
	});
	if (status === GONE) return disabled('it answered 410 Gone, by which an endpoint says that it wants no more');
	if (last && at.getTime() - Date.parse(failingSince) >= PATIENCE_DAYS * 86_400_000) {
		return disabled(`nothing could be delivered since ${inWords(failingSince)}; the last time ${words}`);
	}
	return webhook.failingSince === undefined ? {...webhook, failingSince} : webhook;
}
