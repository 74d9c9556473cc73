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

/** What an incident gathers when it goes on for weeks: each list as full as it gets. */
export function gathered(): Pick<Incident, 'domains' | 'timeline' | 'samples' | 'evidence'> {
	const at = (minute: number) => new Date(Date.UTC(2026, 1, 1, 0, minute)).toISOString();
	const times = <Value>(count: number, make: (place: number) => Value) =>
		Array.from({length: count}, (_, n) => make(n));
	return {
		domains: times(50, (n) => ({domain: `firm-${n.toString(36)}.example`, count: n})),
		timeline: times(60, (n) =>
			n % 2 === 0
				? {at: at(n), what: 'reminder', words: 'It still goes on: a reminder was due.'}
				: {
						at: at(n),
						what: 'dns-changed',
						words: `The name of 192.0.2.10 is mail-${n}.example.org, which leads back to it.`,
					},
		),
		samples: times(5, (n) => ({
			at: at(n),
			response: `550 5.7.606 Access denied, banned sending IP [192.0.2.10]. To request removal from this list please visit https://sender.office.com/ and follow the directions. For more information please go to http://go.microsoft.com/fwlink/?LinkID=526655 AS(1430) [DB${n}EUR05FT0${n}.eop-eur05.prod.protection.outlook.com 2026-03-02T12:00:0${n}.123Z 08DE7${n}A1B2C3D4E]`,
			rule: 'eop-banned-ip',
			domain: `firm-${n}.example`,
			region: 'EUR05',
		})),
		evidence: {
			at: at(0),
			checks: times(26, (n) => ({
				check:
					n < 6 ? ['reverse-dns', 'forward-confirmed', 'helo', 'spf', 'dkim', 'dmarc'][n]! : `list:zone-${n}.example`,
				about: n < 6 ? 'mail.example.org' : '192.0.2.10',
				verdict: 'good',
				words: `192.0.2.10 is not on the block list of company ${n}, which many receivers of mail ask.`,
			})),
		},
	};
}
