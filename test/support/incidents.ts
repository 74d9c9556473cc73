import {type Incident, incidentSchema} from '#shared/model/incident.ts';

/** An incident as the ledger stores it, with what a test wants otherwise. */
export function incident(changes: Partial<Record<keyof Incident, unknown>> = {}): Incident {
	const ip = '192.0.2.10';
	return incidentSchema.parse({
		tenant: 'acme',
		id: `ip-ban#${ip}#exchange-online`,
		kind: 'ip-ban',
		resource: ip,
		receiver: 'exchange-online',
		state: 'open',
		episode: 1,
		openedAt: '2026-03-02T12:00:00.000Z',
		lastSeenAt: '2026-03-02T12:40:00.000Z',
		count: 12,
		domains: [
			{domain: 'example.com', count: 8},
			{domain: 'example.net', count: 4},
		],
		otherDomains: 0,
		heldByEsp: 9,
		response: `550 5.7.606 Access denied, banned sending IP [${ip}]. To request removal from this list please visit https://sender.office.com/ and follow the directions. (AS16012609) [AM6EUR05FT012.eop-eur05.prod.protection.outlook.com]`,
		rule: 'eop-banned-ip',
		esp: 'sendgrid',
		senderIp: ip,
		codes: ['AS16012609'],
		regions: ['EUR05'],
		alertSequence: 1,
		sentSequence: 0,
		alertState: 'opened',
		alertAt: '2026-03-02T12:00:00.000Z',
		version: 1,
		...changes,
	});
}
