import fc from 'fast-check';
import {describe, expect, it} from 'vitest';
import {withoutAddresses} from '#shared/projections/without-addresses.ts';

describe('a response without addresses', () => {
	it.each([
		['550 5.1.1 <jo.smith@example.com>: no such user', '550 5.1.1 <(address)>: no such user'],
		['550 5.1.1 <JO.Smith@Example.COM>: no such user', '550 5.1.1 <(address)>: no such user'],
		['550 jo.smith: no such user.', '550 (address): no such user.'],
		["552 mailbox 'jo.smith' is over quota", "552 mailbox '(address)' is over quota"],
		['550 user unknown: jo.smith.', '550 user unknown: (address).'],
		['550 5.7.1 postmaster@firm.example refuses mail', '550 5.7.1 (address) refuses mail'],
		['554 rejected bounce+jo.smith=example.com@list.example', '554 rejected bounce+(address)@list.example'],
		['554 see https://firm.example/why?to=jo.smith%40example.com', '554 see https:(address)'],
		['550 5.1.1 <jo@bücher.example> unknown', '550 5.1.1 <(address)> unknown'],
	])('%s', (text, expected) => {
		expect(withoutAddresses(text, ['jo.smith@example.com'])).toBe(expected);
	});

	it.each([
		'550 5.7.606 Access denied, banned sending IP [192.0.2.1]. For more information see https://go.microsoft.com/fwlink/?LinkId=389361',
		'421 4.7.0 try again @ later',
		'550 meet us @example',
		'550 see https://support.example/mail/?p=NoSuchUser',
	])('stays as it is where it names none: %s', (text) => {
		const plain = withoutAddresses(text, ['mail@other.example']);
		expect(plain).toBe(text);
	});

	it('leaves words be in which a local part stands', () => {
		expect(withoutAddresses('550 no information, e-mail mailbox.mail/mail unknown', ['mail@x.example'])).toBe(
			'550 no information, e-mail mailbox.mail/mail unknown',
		);
	});

	it('names the recipient nowhere, in whatever case and however odd', () => {
		fc.assert(
			fc.property(
				fc.emailAddress(),
				fc.array(fc.string({unit: 'grapheme', maxLength: 12}), {maxLength: 5}),
				(address, words) => {
					const text = words.join(` ${address.toUpperCase()} `);
					expect(withoutAddresses(text, [address.toLowerCase()]).toLowerCase()).not.toContain(address.toLowerCase());
				},
			),
		);
	});

	it('takes any text', () => {
		fc.assert(
			fc.property(
				fc.string({unit: 'binary', maxLength: 200}),
				fc.string({unit: 'binary', maxLength: 20}),
				(text, known) => {
					expect(withoutAddresses(text, [known, `${known}@x.example`])).toBeTypeOf('string');
				},
			),
		);
	});
});
