import {ALERT_VERSION, type AlertJson} from '#shared/model/alert.ts';
import type {IncidentKind} from '#shared/model/incident.ts';
import type {TenantId} from '#shared/model/names.ts';

/** An alert about nothing, of the shape that real ones have; `test` tells it from them. Its address is one for documentation. */
export function testAlert(tenant: TenantId, kind: IncidentKind, now: Date): string {
	const at = now.toISOString();
	const resource = '192.0.2.1';
	const alert: AlertJson & {readonly test: true} = {
		version: ALERT_VERSION,
		test: true,
		sequence: 1,
		state: 'opened',
		at,
		severity: 'info',
		headline: 'Test alert of Bounceledger: alerts of this tenant reach you here. Nothing has happened.',
		incident: {
			tenant,
			id: `test#${resource}#test`,
			kind,
			resource,
			receiver: 'test',
			state: 'open',
			episode: 1,
			openedAt: at,
			lastSeenAt: at,
			count: 0,
			domains: [],
			domainCount: 0,
			moreDomains: false,
			otherDomains: 0,
			heldByEsp: 0,
			deliveredSince: 0,
			response: '',
			rule: 'test',
			esp: 'ses',
			senderIp: null,
			codes: [],
			regions: [],
			timeline: [],
		},
		advice: {
			id: 'test',
			meaning: 'This is a test.',
			act: 'nobody',
			who: 'Nobody has to act.',
			steps: [],
			notes: [],
			links: [],
			clearing: '',
			escalate: '',
			source: '',
		},
		delistRequest: null,
		heldBack: {named: [], more: 0},
	};
	return JSON.stringify(alert);
}
