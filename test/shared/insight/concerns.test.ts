import {describe, expect, it} from 'vitest';
import {aboutValue, concerns, kindsFor} from '#shared/insight/concerns.ts';
import {incident} from '#test/support/incidents.ts';

describe('an incident concerns', () => {
	it.each([
		['192.0.2.10', 'sending-ip', '192.0.2.10', true],
		['192.0.2.10', 'sending-ip', '192.0.2.1', false],
		['192.0.2.0/24', 'sending-ip', '192.0.2.77', true],
		['192.0.2.0/24', 'sending-ip', '192.0.3.1', false],
		['2001:db8::/64', 'sending-ip', '2001:db8::1', true],
		['unknown', 'sending-ip', '192.0.2.10', true],
		['unknown', 'sending-ip', '192.0.2.11', false],
		['all', 'sending-ip', '192.0.2.10', false],
		['example.org', 'sending-domain', 'example.org', true],
		['example.org', 'sending-domain', 'mail.example.org', true],
		['example.org', 'sending-domain', 'badexample.org', false],
		['mail.example.org', 'sending-domain', 'example.org', false],
		['192.0.2.10', 'esp', 'sendgrid', false],
		['192.0.2.10', 'recipient-domain', 'example.com', false],
		['192.0.2.10', 'region', 'EUR05', false],
		['anything', 'all', 'all', true],
	] as const)('about %s: %s %s? %s', (resource, dimension, value, expected) => {
		expect(concerns(incident({resource}), {dimension, value})).toBe(expected);
	});

	it('the ESP whose account is banned', () => {
		const ban = incident({kind: 'account-ban', resource: 'example.org'});
		expect(concerns(ban, {dimension: 'esp', value: 'sendgrid'})).toBe(true);
		expect(concerns(ban, {dimension: 'esp', value: 'ses'})).toBe(false);
	});
});

it('a kind counts once for a value', () => {
	const two = [
		incident(),
		incident({id: 'ip-ban#192.0.2.10#other', receiver: 'other'}),
		incident({kind: 'throttling'}),
	];
	expect(kindsFor(two, {dimension: 'sending-ip', value: '192.0.2.10'})).toEqual(['ip-ban', 'throttling']);
	expect(kindsFor(two, {dimension: 'sending-ip', value: '192.0.2.11'})).toEqual([]);
});

it.each([
	[{}, {dimension: 'sending-ip', value: '192.0.2.10'}],
	[{resource: 'example.org'}, {dimension: 'sending-domain', value: 'example.org'}],
	[{resource: '192.0.2.0/24'}, {dimension: 'all', value: 'all'}],
	[{resource: 'unknown'}, {dimension: 'all', value: 'all'}],
	[
		{kind: 'account-ban', resource: 'example.org'},
		{dimension: 'esp', value: 'sendgrid'},
	],
])('of %j the hours of %j are shown', (given, value) => {
	expect(aboutValue(incident(given))).toEqual(value);
});
