import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import {Readable, Writable} from 'node:stream';
import {describe, expect, it} from 'vitest';
import {run} from '#functions/command/normalize.ts';
import {POSTERS} from '#test/support/posters.ts';

const fixtures = join(import.meta.dirname, '../../fixtures');

function collect() {
	const parts: string[] = [];
	const stream = new Writable({
		write: (part, _encoding, done) => {
			parts.push(String(part));
			done();
		},
	});
	return {stream, lines: () => parts.join('').split('\n').slice(0, -1)};
}

async function normalize(esp: string, ...body: readonly (string | Buffer)[]) {
	const [out, err] = [collect(), collect()];
	const code = await run(['--esp', esp], {stdin: Readable.from(body), out: out.stream, err: err.stream});
	return {code, facts: out.lines().map((line) => JSON.parse(line)), err: err.lines()};
}

describe('normalize', () => {
	it('prints a fact with its classification, one line each', async () => {
		const {code, facts, err} = await normalize(
			'postmark',
			readFileSync(join(fixtures, 'postmark/bounce-64-bit-id.json')),
		);
		expect([code, err]).toEqual([0, []]);
		expect(facts).toHaveLength(1);
		expect(Object.keys(facts[0])).toEqual([
			...['kind', 'recipient', 'occurredAt', 'eventId', 'esp', 'diagnostic', 'senderIp', 'category', 'suppression'],
			...['classification', 'part'],
		]);
		expect(facts[0]).toMatchObject({
			eventId: '9223372036854775807',
			senderIp: '198.51.100.61',
			category: 'ip-banned',
			suppression: 'keep',
			classification: {category: 'ip-banned', alert: 'ip-ban', basis: 'text'},
		});
	});

	it('names the part of the mail that an unsubscribe is for; such a fact has no classification', async () => {
		const {facts} = await normalize('ses', readFileSync(join(fixtures, 'ses/subscription-two-topics.json')));
		const about = {
			kind: 'unsubscribe',
			diagnostic: null,
			category: null,
			suppression: 'suppress',
			classification: null,
		};
		expect(facts).toMatchObject([
			{...about, part: 'offers'},
			{...about, part: 'news'},
		]);
	});

	it('takes the body in pieces, and the bare event of SES; a time that is not there is null', async () => {
		const text = readFileSync(join(fixtures, 'ses/bare-event.json'), 'utf8');
		const {code, facts} = await normalize('ses', text.slice(0, 100), Buffer.from(text.slice(100)));
		expect([code, facts[0].occurredAt, facts[0].kind]).toEqual([0, null, 'bounce']);
	});

	it('prints what it cannot use to standard error, one JSON object a line', async () => {
		const {code, facts, err} = await normalize('sendgrid', POSTERS.sendgrid.mixed ?? '');
		expect([code, facts.length]).toEqual([0, 3]);
		expect(err.map((line) => JSON.parse(line))).toMatchObject([
			{reason: 'email: missing or not an address', event: {email: 'nobody', sg_event_id: '3'}},
		]);
	});

	it.each([
		['sendgrid', '{}', 'bounce: not a webhook body of sendgrid: The body is not a JSON array of events.'],
		['ses', '[]', 'bounce: not a webhook body of ses: The body is not a JSON object.'],
		['postmark', 'hello', 'bounce: not a webhook body of postmark: The body is not JSON.'],
		['postmark', '', 'bounce: not a webhook body of postmark: The body is empty.'],
		['mailgun', '{}', 'bounce: name the ESP: --esp ses|sendgrid|postmark'],
	])('ends with 2 and one line: %s with %j', async (esp, body, line) => {
		expect(await normalize(esp, body)).toEqual({code: 2, facts: [], err: [line]});
	});
});
