import fc from 'fast-check';
import {describe, expect, it} from 'vitest';
import {chunksOf} from '#functions/webhook/chunks.ts';
import {quarantineOf} from '#functions/webhook/quarantine.ts';
import {chunkSchema, MAX_CHUNK_BYTES} from '#shared/model/chunk.ts';
import type {Event} from '#shared/model/event.ts';
import {isEmailAddress} from '#shared/model/names.ts';
import {tenantWith} from '#test/support/tenant.ts';

function bounce(index: number, diagnostic: string): Event {
	const recipient = `user${index}@example.com`;
	if (!isEmailAddress(recipient)) throw new Error('not an address');
	return {
		esp: 'sendgrid',
		kind: 'bounce',
		recipient,
		occurredAt: null,
		eventId: String(index),
		senderIp: null,
		diagnostic,
	};
}

const about = {tenant: tenantWith({}).id, esp: 'sendgrid', receivedAt: '2026-03-02T12:00:00.000Z'} as const;
const read = (chunks: readonly string[]) => chunks.flatMap((json) => chunkSchema.parse(JSON.parse(json)).events);
const sizes = (messages: readonly string[]) => messages.map((json) => Buffer.byteLength(json));

describe('chunks', () => {
	it('hold every event once, in order, each within the limit', () => {
		const words = fc.oneof(
			fc.string({unit: 'binary', maxLength: 300}),
			fc.constantFrom('ü'.repeat(16_000), '\u0000'.repeat(16_000)),
		);
		fc.assert(
			fc.property(fc.array(words, {maxLength: 60}), (texts) => {
				const events = texts.map((text, index) => bounce(index, text));
				const chunks = chunksOf(events, about);
				expect(read(chunks)).toEqual(JSON.parse(JSON.stringify(events)));
				expect(Math.max(0, ...sizes(chunks))).toBeLessThanOrEqual(MAX_CHUNK_BYTES);
			}),
			{numRuns: 50},
		);
	});

	it('are cut at the same places whenever the same body comes again', () => {
		const events = Array.from({length: 5000}, (_, index) => bounce(index, 'x'.repeat(index % 700)));
		const again = {...about, receivedAt: '2026-03-02T23:59:59.999Z'};
		const cuts = (chunks: readonly string[]) => chunks.map((chunk) => read([chunk]).length);
		expect(cuts(chunksOf(events, about)).length).toBeGreaterThan(3);
		expect(cuts(chunksOf(events, again))).toEqual(cuts(chunksOf(events, about)));
		expect(chunksOf([], about)).toEqual([]);
	});

	it('hold no character that SQS refuses', () => {
		const [chunk = ''] = chunksOf([bounce(1, 'a\uffff\ufffe\u0001\ud800b\u{1ffff}')], about);
		expect(chunk).not.toMatch(/[\ufffe\uffff]|\p{Cc}|[\u{10000}-\u{10ffff}]/u);
		expect(chunk.isWellFormed()).toBe(true);
		expect(read([chunk])).toMatchObject([{diagnostic: 'a\uffff\ufffe\u0001\ud800b\u{1ffff}'}]);
	});
});

describe('the quarantine', () => {
	const origin = {tenant: 'acme', esp: 'ses', receivedAt: about.receivedAt} as const;

	it('holds an event whole, or its beginning and a note', () => {
		const [small, large] = quarantineOf(
			[
				{reason: 'email: missing', event: {a: '\uffff'}},
				{reason: 'email: missing', event: {a: '"ü'.repeat(200_000)}},
			],
			origin,
		).map((json) => JSON.parse(json));
		expect(small).toEqual({...origin, reason: 'email: missing', event: {a: '\uffff'}});
		expect(large).toMatchObject({...origin, event: null, note: 'cut: the event has 600008 characters'});
		expect(large.beginning).toMatch(/^\{"a":"\\"ü/);
	});

	it.each(['\uffff', '😀', '\u{1e922}ü'])('stays within the limit with texts of %j', (character) => {
		const unusable = Array.from({length: 30}, (_, index) => ({
			reason: 'email: missing',
			event: {index, text: character.repeat(29_000)},
		}));
		const messages = quarantineOf(unusable, origin);
		expect(Math.max(...sizes(messages))).toBeLessThanOrEqual(MAX_CHUNK_BYTES);
		expect(messages.join('')).not.toMatch(/[\ufffe\uffff]|[\u{10000}-\u{10ffff}]/u);
		for (const json of messages) expect(JSON.parse(json)).toMatchObject({reason: 'email: missing'});
	});

	it('holds a thousand events in a few messages that SQS takes', () => {
		const unusable = Array.from({length: 1000}, (_, index) => ({
			reason: index % 2 === 0 ? 'email: missing' : 'event: not an object',
			event: {index, text: 'ü'.repeat(300)},
		}));
		const messages = quarantineOf(unusable, origin);
		expect(messages.length).toBeLessThan(50);
		expect(Math.max(...sizes(messages))).toBeLessThanOrEqual(MAX_CHUNK_BYTES);
		const held = messages.flatMap((json) => {
			const {event, events} = JSON.parse(json);
			return (events ?? [{event}]).map((one: {event: {index: number}}) => one.event.index);
		});
		expect(new Set(held).size).toBe(1000);
	});
});
