import fc from 'fast-check';
import {describe, expect, it} from 'vitest';
import {portions, splitAddresses} from '#functions/console/page/addresses.ts';
import {highlight} from '#functions/console/page/highlight.ts';
import {classify} from '#shared/classify/classify.ts';

describe('splitAddresses', () => {
	it('takes lines, commas and semicolons, leaves quotes whole, and names each once', () => {
		const text = 'a@example.com, "Doe, Jo" <jo@example.com>;b@example.com\r\n\r\n  c@example.com \na@example.com,,';
		expect(splitAddresses(text)).toEqual([
			'a@example.com',
			'"Doe, Jo" <jo@example.com>',
			'b@example.com',
			'c@example.com',
		]);
	});

	it('ends a quote that was forgotten with its line', () => {
		expect(splitAddresses('"a@example.com, x\nb@example.com,c@example.com')).toEqual([
			'"a@example.com, x',
			'b@example.com',
			'c@example.com',
		]);
	});

	it('loses nobody', () => {
		const address = fc.emailAddress();
		fc.assert(
			fc.property(fc.uniqueArray(address), fc.constantFrom(',', ';', '\n', '\r\n', ' , '), (addresses, between) => {
				expect(splitAddresses(addresses.join(between))).toEqual(addresses);
				expect(portions(addresses, 3).flat()).toEqual(addresses);
			}),
		);
	});
});

describe('highlight', () => {
	const marksOf = (text: string) =>
		highlight(text, classify({text}).tokens)
			.filter(({token}) => token !== undefined)
			.map(({text: part, token}) => `${token}=${part}`);

	it('marks what was read out of a response, where it stands', () => {
		expect(
			marksOf(
				'550 5.7.606 Access denied, banned sending IP [192.0.2.10]. (AS16012609) [AM6EUR05FT012.eop-EUR05.prod.protection.outlook.com]',
			),
		).toEqual([
			'replyCode=550',
			'enhancedStatus=5.7.606',
			'senderIp=192.0.2.10',
			'asCode=AS16012609',
			'server=AM6EUR05FT012.eop-EUR05.prod.protection.outlook.com',
		]);
	});

	it('marks whole words only', () => {
		expect(highlight('5500 is not 550', {replyCode: 550})).toEqual([
			{text: '5500 is not '},
			{text: '550', token: 'replyCode'},
		]);
		expect(highlight('AS(201806281)', {asCode: 'AS201806281'})).toEqual([{text: 'AS(201806281)', token: 'asCode'}]);
	});

	it('gives the text back whole, whatever it is', () => {
		const text = fc.string({unit: 'binary', maxLength: 200});
		const tokens = fc.record(
			{senderIp: text, server: text, enhancedStatus: text, replyCode: fc.nat()},
			{requiredKeys: []},
		);
		fc.assert(
			fc.property(text, tokens, (response, found) => {
				const pieces = highlight(response, found);
				expect(pieces.map((piece) => piece.text).join('')).toBe(response);
			}),
		);
	});
});
