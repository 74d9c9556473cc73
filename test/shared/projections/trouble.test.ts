import {describe, expect, it} from 'vitest';
import type {Event} from '#shared/model/event.ts';
import {troubleOf, troublesOf} from '#shared/projections/trouble.ts';
import {bounce, event, fact, RESPONSES} from '#test/support/events.ts';

const now = new Date('2026-03-02T13:00:00.000Z');
const wanted = () => true;
const UNAUTHENTICATED = '550 5.7.26 This mail has been blocked because the sender is unauthenticated.';

describe('a sign of trouble', () => {
	const sender = {sendingDomain: 'shop.example', senderIp: '192.0.2.9'};
	it.each<[string, Event, string | undefined]>([
		['a delay of the IP', event('deferral', {...sender, diagnostic: RESPONSES.throttled}), 'throttling 192.0.2.9'],
		['given up after delays', bounce({...sender, diagnostic: RESPONSES.throttled}), 'throttling 192.0.2.9'],
		[
			'the IP out of the response',
			event('deferral', {
				diagnostic: '451 4.7.650 The mail server [192.0.2.10] has been temporarily rate limited due to IP reputation.',
			}),
			'throttling 192.0.2.10',
		],
		[
			'a delay of nobody knows whom',
			event('deferral', {diagnostic: '451 4.7.650 temporarily rate limited due to IP reputation.'}),
			'throttling all',
		],
		['a dead address', bounce(sender), 'list-quality shop.example'],
		['a dead address of an unnamed sender', bounce(), 'list-quality all'],
		['a dead domain', bounce({...sender, diagnostic: '550 5.1.2 Host unknown'}), 'list-quality shop.example'],
		['no authentication', bounce({...sender, diagnostic: UNAUTHENTICATED}), 'authentication shop.example'],
		['a complaint', event('complaint', sender), 'complaints shop.example'],
		['a complaint about an unnamed sender', event('complaint'), 'complaints all'],
		['an unsubscribe', event('unsubscribe', sender), undefined],
		['a delivery', event('delivery', sender), undefined],
		['a full mailbox', bounce({...sender, diagnostic: RESPONSES.full}), undefined],
		['a ban', bounce({...sender, diagnostic: RESPONSES.banned('192.0.2.9')}), undefined],
		['a delay for a dead address', event('deferral', {...sender, diagnostic: RESPONSES.unknown}), undefined],
	])('%s', (_, one, expected) => {
		const found = troubleOf(fact(one));
		expect(found === undefined ? undefined : `${found.kind} ${found.resource}`).toBe(expected);
	});
});

describe('samples', () => {
	const dead = (recipient: string, given: object = {}) =>
		fact(bounce({recipient, sendingDomain: 'shop.example', ...given}));

	it('say what was answered to whom, without an address', () => {
		const diagnostic = `550 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient jo.smith@firm.example not found by SMTP address lookup`;
		const [trouble] = troublesOf([dead('jo.smith@firm.example', {diagnostic, senderIp: '192.0.2.9'})], now, wanted);
		expect(trouble).toMatchObject({
			kind: 'list-quality',
			resource: 'shop.example',
			samples: [
				{
					at: '2026-03-02T12:00:00.000Z',
					response: diagnostic.replace('jo.smith@firm.example', '(address)'),
					category: 'recipient-unknown',
					receiver: 'exchange-online',
					domain: 'firm.example',
					sendingDomain: 'shop.example',
					senderIp: '192.0.2.9',
				},
			],
		});
		expect(JSON.stringify(trouble)).not.toContain('jo.smith');
	});

	it('are five of each resource, as different as there are, each cut to 500 characters', () => {
		const facts = [
			...Array.from({length: 30}, (_, index) => dead(`r${index}@firm.example`)),
			dead('a@other.example', {diagnostic: `${RESPONSES.unknown} ${'x'.repeat(1_000)}`}),
			fact(event('complaint', {sendingDomain: 'shop.example'})),
		];
		const troubles = troublesOf(facts, now, wanted);
		expect(troubles.map(({kind, samples}) => [kind, samples.length])).toEqual([
			['list-quality', 5],
			['complaints', 1],
		]);
		const [list, complaints] = troubles;
		expect(list?.samples.map(({domain}) => domain)).toContain('other.example');
		expect(Math.max(...(list?.samples ?? []).map(({response}) => response?.length ?? 0))).toBe(500);
		expect(complaints?.samples[0]).not.toHaveProperty('response');
	});

	it('are not taken of what happened more than a day ago, nor of what is not wanted', () => {
		const old = dead('a@firm.example', {occurredAt: '2026-03-01T12:59:59.999Z'});
		const young = dead('a@firm.example', {occurredAt: '2026-03-01T13:00:00.000Z'});
		expect(troublesOf([old], now, wanted)).toEqual([]);
		expect(troublesOf([young], now, wanted)).toHaveLength(1);
		expect(troublesOf([young], now, ({resource}) => resource !== 'shop.example')).toEqual([]);
	});
});
