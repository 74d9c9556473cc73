import {chunksOf} from '#functions/webhook/chunks.ts';
import {type Chunk, chunkSchema} from '#shared/model/chunk.ts';
import {type Event, eventSchema} from '#shared/model/event.ts';
import {RESPONSES, tenantId} from './events.ts';

/** The domain of the recipient with this number. */
export type DomainOf = (index: number) => string;

const BIG = ['gmail.com', 'outlook.com', 'yahoo.com', 'gmx.net', 'icloud.com'];

/** What a mailing meets: 60 % of the addresses at five big domains, the rest at thousands, some more often than others. */
export const usualDomains: DomainOf = (index) => {
	const place = (index * 7_919) % 1_000;
	if (place < 600) return BIG[Math.floor(Math.log2(1 + place / 20))] ?? 'gmail.com';
	return `firm-${Math.floor(4_000 ** (((index * 104_729) % 1_000) / 1_000)).toString(36)}.example`;
};

/** The worst case. */
export const otherDomains: DomainOf = (index) => `firm-${index.toString(36)}.example`;

/** Of 20 bounces 12 are dead addresses, 3 full mailboxes, 3 meet a banned IP, 2 are taken for spam. */
const BOUNCES = [
	...Array.from({length: 12}, () => RESPONSES.unknown),
	...Array.from({length: 3}, () => RESPONSES.full),
	...Array.from({length: 3}, () => RESPONSES.banned('192.0.2.10')),
	...Array.from({length: 2}, () => '554 5.7.1 Message rejected as spam by Content Filtering.'),
];
const ACCEPTED = [
	'250 2.0.0 OK 1772452800 d9443c01a7336-2a1b3c4d5e6f7si1234567ad.12 - gsmtp',
	'250 2.6.0 <bl@mail.example> [InternalId=12345, Hostname=AM0PR05MB1234.eurprd05.prod.outlook.com] Queued mail for delivery',
	'250 2.0.0 Ok: queued as 4B1C2D3E4F',
];

/** So many events of one kind, of the length that SendGrid's have, from three IPs within a second or so. */
export function mailing(kind: 'bounce' | 'deferral' | 'delivery', count: number, domainOf: DomainOf): Event[] {
	const responses = {bounce: BOUNCES, deferral: [RESPONSES.throttled, RESPONSES.busy], delivery: ACCEPTED}[kind];
	return Array.from({length: count}, (_, index) => {
		const by =
			kind === 'delivery' ? [...domainOf(index)].reduce((sum, letter) => sum + letter.charCodeAt(0), 0) : index;
		return eventSchema.parse({
			kind,
			esp: 'sendgrid',
			recipient: `some.recipient.${index}@${domainOf(index)}`,
			occurredAt: new Date(Date.UTC(2026, 2, 2, 12, 0, 0, index)).toISOString(),
			eventId: `Ym91bmNlLTQtMTIzNDU2LWFiY2RlZmdoaWprbG1ub3AtMA${index}`,
			messageId: `14c5d75ce93.dfd.64b469.filter0001.16648.5515E0B88.${index}`,
			senderIp: `192.0.2.${10 + (index % 3)}`,
			// A domain's mail is taken by the same servers.
			diagnostic: responses[by % responses.length],
		});
	});
}

/** Webhook bodies of so many events each, as the queue's messages. */
export function bodies(tenant: string, events: readonly Event[], perBody: number): Chunk[] {
	const about = {tenant: tenantId(tenant), esp: 'sendgrid', receivedAt: '2026-03-02T12:30:00.000Z'} as const;
	return Array.from({length: Math.ceil(events.length / perBody)}, (_, body) =>
		chunksOf(events.slice(body * perBody, (body + 1) * perBody), about),
	)
		.flat()
		.map((json) => chunkSchema.parse(JSON.parse(json)));
}
