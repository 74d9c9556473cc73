import {alertSeverity} from '#shared/insight/incident-words.ts';
import type {Incident} from '#shared/model/incident.ts';

/** What subscribers' filter policies go by. SNS hands at most ten of them on with raw delivery. */
export type Attributes = Readonly<
	Record<'tenant' | 'kind' | 'severity' | 'state' | 'esp', string> & Partial<Record<'receiver' | 'resource', string>>
>;

/** Names that a filter can be written for. */
const PLAIN = /^[!-~]{1,100}$/;

/** Receiver and resource only where they are short and plain: a filter on them is for IPs and domains. */
export function attributesOf(incident: Incident): Attributes {
	const {tenant, kind, alertState, esp, receiver, resource} = incident;
	return {
		tenant,
		kind,
		severity: alertSeverity(incident),
		state: alertState,
		esp,
		...(PLAIN.test(receiver) ? {receiver} : {}),
		...(PLAIN.test(resource) ? {resource} : {}),
	};
}
