import type {Incident, IncidentKind} from '#shared/model/incident.ts';
import {isDomain, isIpAddress} from '#shared/model/names.ts';
import {covers} from '#shared/model/network.ts';
import type {CountedDimension, Dimension} from '#shared/model/reputation.ts';

type About = Pick<Incident, 'kind' | 'resource' | 'senderIp' | 'esp'>;

/**
 * Whether an incident is about a value, so that it belongs into its score. Pure.
 *
 * `all`: every one. An IP: those about it or its range, and those that name none, where it sent the newest message. A
 * sending domain: those about it or a domain above it. An ESP: bans of the account there. What a recipient's side does is
 * told by its rates.
 */
export function concerns(
	incident: About,
	{dimension, value}: {readonly dimension: Dimension; readonly value: string},
): boolean {
	const {kind, resource, senderIp, esp} = incident;
	switch (dimension) {
		case 'all':
			return true;
		case 'sending-ip':
			return covers(resource, value) || (resource === 'unknown' && senderIp === value);
		case 'sending-domain':
			return resource === value || value.endsWith(`.${resource}`);
		case 'esp':
			return kind === 'account-ban' && esp === value;
		case 'recipient-domain':
		case 'region':
			return false;
	}
}

/** The kinds of those incidents that concern a value: for its score. Pure. */
export function kindsFor(
	incidents: readonly About[],
	value: {readonly dimension: Dimension; readonly value: string},
): IncidentKind[] {
	return [...new Set(incidents.filter((incident) => concerns(incident, value)).map(({kind}) => kind))];
}

/** The value whose counters show best what an incident does: its IP, domain or ESP; all mail where it names none. Pure. */
export function aboutValue({kind, resource, esp}: About): {
	readonly dimension: CountedDimension;
	readonly value: string;
} {
	if (kind === 'account-ban') return {dimension: 'esp', value: esp};
	if (isIpAddress(resource)) return {dimension: 'sending-ip', value: resource};
	return isDomain(resource) ? {dimension: 'sending-domain', value: resource} : {dimension: 'all', value: 'all'};
}
