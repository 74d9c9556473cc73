import {alertSeverity} from '#shared/insight/incident-words.ts';
import type {Incident} from '#shared/model/incident.ts';

/** What subscribers' filter policies go by. */
export const ATTRIBUTES = ['tenant', 'kind', 'severity', 'state', 'esp', 'receiver', 'resource'] as const;
type Attribute = (typeof ATTRIBUTES)[number];

/** SNS hands at most ten of them on with raw delivery. Several values where a message tells of several alerts. */
export type Attributes = Readonly<Partial<Record<Attribute, readonly string[]>>>;

/** Names that a filter can be written for: IPs, domains, words. */
const PLAIN = /^[!-~]{1,100}$/;

const told = (attribute: Attribute, incident: Incident): string => {
	if (attribute === 'severity') return alertSeverity(incident);
	return attribute === 'state' ? incident.alertState : incident[attribute];
};

/**
 * The attributes of a message: its own alert's values first, then those of the alerts that it names besides, so that a
 * filter lets through whatever it would have let through one by one.
 *
 * @param besides alerts of the same tenant that were held back
 */
export function attributesOf(incident: Incident, besides: readonly Incident[]): Attributes {
	const found: Partial<Record<Attribute, readonly string[]>> = {};
	for (const attribute of ATTRIBUTES) {
		const values = [incident, ...besides].map((each) => told(attribute, each));
		const plain = [...new Set(values)].filter((value) => PLAIN.test(value));
		if (plain.length > 0) found[attribute] = plain;
	}
	return found;
}
