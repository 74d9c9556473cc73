import {generateKeyPairSync} from 'node:crypto';
import {signEcdsa, verifyEcdsa} from '#shared/authenticate/ecdsa.ts';
import {classify} from '#shared/classify/classify.ts';
import {ESP} from '#shared/esp/index.ts';
import {isRefusal} from '#shared/model/refusal.ts';
import {tenantWith} from '#test/support/tenant.ts';
import {type Measurement, median} from './measure.ts';

const EVENTS = 1000;
const RUNS = 41;
const signedAt = 1_772_450_430;

/** What receivers say, in the mixture of an ordinary mailing to business addresses; `#` is made different each time. */
const WORDS = [
	'550 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient user#@contoso.example not found by SMTP address lookup',
	'550 5.7.606 Access denied, banned sending IP [192.0.2.#]. To request removal from this list please visit https://sender.office.com/ and follow the directions. (AS16012609)',
	'451 4.7.500 Server busy. Please try again later from [192.0.2.#]. (S77719) [DB8EUR05FT0#.eop-eur05.prod.protection.outlook.com]',
	'550 5.1.1 The email account that you tried to reach does not exist. Please try double-checking the address # - gsmtp',
	'452 4.2.2 The email account that you tried to reach is over quota and inactive. # - gsmtp',
	'554 5.7.1 Service unavailable; Client host [192.0.2.#] blocked using zen.spamhaus.org',
];

/** A body as SendGrid posts it: events of many messages, CR LF between them. */
function sendgridBody(events: number): Buffer {
	const lines = Array.from({length: events}, (_, index) => {
		const kind = ['bounce', 'deferred', 'delivered', 'bounce', 'delivered'][index % 5];
		const text = (WORDS[index % WORDS.length] ?? '').replaceAll('#', String(index % 250));
		return JSON.stringify({
			email: `user${index}@contoso${index % 40}.example`,
			timestamp: signedAt - (index % 30),
			event: kind,
			sg_event_id: Buffer.from(`${kind}-0-4711-${index}-abcdefghijklmnop`).toString('base64url'),
			sg_message_id: `14c5d75ce93.dfd.${index}.filter0001.16648.5515E0B88.0`,
			'smtp-id': `<14c5d75ce93.dfd.64b469.${index}@ismtpd-555>`,
			category: ['newsletter'],
			ip: '192.0.2.44',
			tls: 1,
			...(kind === 'bounce'
				? {reason: text, status: '5.0.0', type: 'blocked', bounce_classification: 'Reputation'}
				: {response: kind === 'delivered' ? '250 2.6.0 Queued mail for delivery' : text}),
			campaign: 'spring',
		});
	});
	return Buffer.from(`[${lines.join(',\r\n')}]\r\n`);
}

function milliseconds(work: () => unknown): number {
	const start = process.hrtime.bigint();
	work();
	return Number(process.hrtime.bigint() - start) / 1e6;
}

/** Events per second on one core: authenticated, parsed, normalized and classified, against `JSON.parse` of the same bytes. */
export async function run(): Promise<Measurement[]> {
	const {privateKey, publicKey} = generateKeyPairSync('ec', {namedCurve: 'P-256'});
	const publicKeys = [publicKey.export({type: 'spki', format: 'der'}).toString('base64')];
	const tenant = tenantWith({publicKeys});
	const body = sendgridBody(EVENTS);
	const request = {body, headers: new Map(Object.entries(signEcdsa(body, String(signedAt), privateKey)))};
	const now = new Date(signedAt * 1000);

	const parse = () => JSON.parse(body.toString('utf8'));
	const prove = () => {
		const authentic = verifyEcdsa(request, tenant.sendgrid.publicKeys, now);
		if (isRefusal(authentic)) throw new Error(authentic.reason);
		return authentic;
	};
	const normalize = () => {
		const normalized = ESP.sendgrid.normalize(prove());
		if (isRefusal(normalized) || normalized.events.length !== EVENTS) throw new Error('not every event was read');
		return normalized.events;
	};
	const all = () => {
		for (const event of normalize()) {
			if (event.kind !== 'bounce' && event.kind !== 'deferral') continue;
			const opinion = event.opinion === undefined ? null : {esp: event.esp, words: event.opinion};
			classify({text: event.diagnostic, status: event.status ?? null, opinion});
		}
	};
	const steps = {parse, 'parse and verify': () => [prove(), parse()], normalize, all};
	const times = new Map(Object.keys(steps).map((name): [string, number[]] => [name, []]));
	for (let round = -10; round < RUNS; round++) {
		for (const [name, step] of Object.entries(steps)) {
			const took = milliseconds(step);
			if (round >= 0) times.get(name)?.push(took);
		}
	}
	const rate = (name: string) => (EVENTS * 1000) / median(times.get(name) ?? []);
	const row = (name: string, step: string): Measurement => ({
		name,
		value: rate(step),
		unit: 'events/s',
		ratio: rate(step) / rate('parse'),
		against: 'JSON.parse alone',
	});
	return [
		row('JSON.parse of a 1,000-event SendGrid body', 'parse'),
		row('… signature verified as well', 'parse and verify'),
		row('… and normalized', 'normalize'),
		row('… and classified', 'all'),
	];
}
