import fc from 'fast-check';
import {describe, expect, it} from 'vitest';
import {changeInWords} from '#functions/console/page/activity/change.ts';
import {isTable, splitAddresses} from '#functions/console/page/check/addresses.ts';
import {hashOf, placeOf} from '#functions/console/page/client/route.ts';
import {fieldsOf} from '#functions/console/page/docs/fields.ts';
import {isHeaders} from '#functions/console/page/explain/examples.ts';
import {highlight} from '#functions/console/page/explain/highlight.ts';
import {highlightFindings} from '#functions/console/page/explain/highlight-findings.ts';
import {classify} from '#shared/classify/classify.ts';
import {explainHeaders} from '#shared/insight/headers.ts';

const textsOf = (text: string) => splitAddresses(text).map((entry) => entry.text);

describe('splitAddresses', () => {
	it('takes lines, commas and semicolons, leaves quotes whole, names each once, and knows its line', () => {
		const text = 'a@example.com, "Doe, Jo" <jo@example.com>;b@example.com\r\n\r\n  c@example.com \na@example.com,,';
		expect(splitAddresses(text)).toEqual([
			{line: 1, text: 'a@example.com'},
			{line: 1, text: '"Doe, Jo" <jo@example.com>'},
			{line: 1, text: 'b@example.com'},
			{line: 3, text: 'c@example.com'},
		]);
	});

	it('ends a quote that was forgotten with its line', () => {
		expect(textsOf('"a@example.com, x\nb@example.com,c@example.com')).toEqual([
			'"a@example.com, x',
			'b@example.com',
			'c@example.com',
		]);
	});

	it('loses nobody', () => {
		const address = fc.emailAddress();
		fc.assert(
			fc.property(fc.uniqueArray(address), fc.constantFrom(',', ';', '\n', '\r\n', ' , '), (addresses, between) => {
				expect(textsOf(addresses.join(between))).toEqual(addresses);
			}),
		);
	});

	it('knows a pasted table by the names of its columns', () => {
		expect(isTable('name;email\nJo;jo@example.com')).toBe(true);
		expect(isTable('jo@example.com, ann@example.com\nmo@example.com')).toBe(false);
		expect(isTable('name,email')).toBe(false);
		expect(isTable('jo@example.com\nann@example.com')).toBe(false);
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

describe('headers', () => {
	const text =
		'Authentication-Results: spf=pass (sender IP is 192.0.2.10) smtp.mailfrom=example.com;\n dmarc=fail action=quarantine;compauth=fail reason=000\nX-Forefront-Antispam-Report: CIP:192.0.2.10;SCL:6;SFV:SPM;';

	it('are told from a response', () => {
		expect(isHeaders(text)).toBe(true);
		expect(isHeaders(`Received: from x\r\n${text}`)).toBe(true);
		expect(isHeaders('550 5.7.1 see Authentication-Results: of the message')).toBe(false);
	});

	it('are marked where each finding stands', () => {
		const marked = highlightFindings(text, explainHeaders(text).findings)
			.filter(({mark}) => mark !== undefined)
			.map((piece) => piece.text);
		expect(marked).toEqual([
			'spf=pass',
			'dmarc=fail',
			'action=quarantine',
			'compauth=fail',
			'reason=000',
			'SCL:6',
			'SFV:SPM',
		]);
	});

	it('come back whole, whatever they are', () => {
		fc.assert(
			fc.property(fc.string({unit: 'binary', maxLength: 100}), (tail) => {
				const whole = `${text}\n${tail}`;
				const pieces = highlightFindings(whole, explainHeaders(whole).findings);
				expect(pieces.map((piece) => piece.text).join('')).toBe(whole);
			}),
		);
	});
});

describe('places', () => {
	it('come back from the address bar as they went in', () => {
		fc.assert(
			fc.property(
				fc.constantFrom('check', 'address'),
				fc.string({unit: 'grapheme'}),
				fc.string({minLength: 1}),
				(view, about, value) => {
					const place = placeOf(hashOf(view, about, {domain: value}));
					expect([place.view, place.about, place.query.get('domain')]).toEqual([view, about, value]);
				},
			),
		);
	});

	it('bear an address that is no good', () => {
		expect(placeOf('#address/%E0%A4%A')).toMatchObject({view: 'address', about: '%E0%A4%A'});
		expect(placeOf('')).toMatchObject({view: '', about: ''});
	});
});

describe('a change in words', () => {
	const entry = {at: '2026-03-02T12:00:00.000Z', key: 'k', action: 'release'};

	it('is the status of an address before and after', () => {
		const before = {status: 'active', reason: 'complaint'};
		const after = {status: 'released', reason: 'complaint'};
		expect(changeInWords({...entry, address: 'jo@example.com', before, after})).toBe(
			'not mailed (reported as spam) → released',
		);
		expect(changeInWords({...entry, address: 'jo@example.com', before: null, after: before})).toBe(
			'not on the list → not mailed (reported as spam)',
		);
	});

	it('is what differs between settings', () => {
		const before = {softBounceThreshold: 3, transactional: false};
		expect(changeInWords({...entry, before, after: {...before, softBounceThreshold: 5}})).toBe(
			'softBounceThreshold: 3 → 5',
		);
		expect(changeInWords(entry)).toBe('');
	});
});

it('lists the fields of a schema with what is within them', () => {
	const schema = {
		type: 'object',
		required: ['results'],
		properties: {
			results: {
				type: 'array',
				items: {type: 'object', properties: {verdict: {type: 'string', enum: ['send', 'risky']}}},
			},
			next: {anyOf: [{type: 'string'}, {type: 'null'}]},
		},
	};
	expect(fieldsOf(schema)).toEqual([
		{path: 'results', type: 'array', needed: true},
		{path: 'results[].verdict', type: 'one of send, risky', needed: false},
		{path: 'next', type: 'string, or null', needed: false},
	]);
});
