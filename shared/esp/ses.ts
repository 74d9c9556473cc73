import {verifySns} from '#shared/authenticate/sns.ts';
import {confirmationAddress} from '#shared/authenticate/sns-address.ts';
import {isRefusal, refuse} from '#shared/model/refusal.ts';
import {bodyText, isFields, parseBody, wordIn} from './body.ts';
import {collector} from './collect.ts';
import type {Esp} from './esp.ts';
import {isoInstant} from './instant.ts';
import {readSesEvent} from './ses-events.ts';

/** What SES publishes once, when a topic is connected. */
const GREETING = 'Successfully validated SNS topic';

/** Amazon SES, proven by the signature of Amazon SNS; also the bare event, where somebody vouches for it. */
export const ses: Esp = {
	name: 'ses',
	authenticate: (request, tenant, deps) => verifySns(request, tenant?.ses.topicArns, deps),
	normalize: (authentic) => {
		const parsed = parseBody(bodyText(authentic));
		if (isRefusal(parsed)) return parsed;
		const body = parsed.value;
		if (!isFields(body)) return refuse('malformed', 'The body is not a JSON object.');
		const out = collector();
		const type = wordIn(body.Type);
		if (type === 'subscriptionconfirmation' || type === 'unsubscribeconfirmation') out.ignoreType(type);
		else if (typeof body.Message === 'string') {
			const inner = parseBody(body.Message);
			if (!isRefusal(inner)) readSesEvent(inner.value, isoInstant(body.Timestamp), out);
			else if (body.Message.trimStart().startsWith(GREETING)) out.ignore('topic-validated');
			else out.reject('Message: not JSON', body);
		} else readSesEvent(body, null, out);
		return out.done();
	},
	confirmation: (authentic) => {
		const parsed = parseBody(bodyText(authentic));
		if (isRefusal(parsed) || !isFields(parsed.value) || parsed.value.Type !== 'SubscriptionConfirmation') return;
		const {SubscribeURL, TopicArn, Token} = parsed.value;
		const url =
			typeof SubscribeURL === 'string' && typeof TopicArn === 'string' && typeof Token === 'string'
				? confirmationAddress(SubscribeURL, TopicArn, Token)
				: undefined;
		return url ?? refuse('invalid', "SubscribeURL is not Amazon SNS's address to confirm this subscription.");
	},
};
