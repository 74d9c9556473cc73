import fc from 'fast-check';
import {describe, expect, it} from 'vitest';
import {AUTHENTICATION_FIELDS} from '#shared/insight/headers/authentication.ts';
import {SPAM_FIELDS} from '#shared/insight/headers/spam.ts';
import {explainHeaders} from '#shared/insight/headers.ts';

const MESSAGE = `Received: from mail.example.com (192.0.2.10) by
 AM6EUR05FT012.mail.protection.outlook.com with Microsoft SMTP Server
Authentication-Results: spf=pass (sender IP is 192.0.2.10; really)
 smtp.mailfrom=bounces.example.com; dkim=fail (body hash did not verify)
 header.d=example.com;dmarc=fail action=oreject
 header.from=example.com;compauth=fail reason=000
X-Forefront-Antispam-Report: CIP:192.0.2.10;CTRY:DE;LANG:en;SCL:6;SRV:BULK;IPV:NLI;SFV:SPM;
	H:mail.example.com;PTR:mail.example.com;CAT:BULK;SFS:(13230040)(4022899009);DIR:INB;SFTY:9.25;
X-Microsoft-Antispam: BCL:8;ARA:13230040|4022899009;
X-MS-Exchange-Organization-PCL: 2
Subject: SCL:9;CAT:PHSH

Hello, spf=fail in the body is no header.
`;

const told = (text: string) => explainHeaders(text).findings.map(({field, value, tone}) => `${field}=${value} ${tone}`);

describe('explainHeaders', () => {
	it('reads what Microsoft 365 wrote, over folded lines, and nothing else', () => {
		expect(told(MESSAGE)).toEqual([
			'spf=pass good',
			'dkim=fail bad',
			'dmarc=fail bad',
			'dmarc action=oreject bad',
			'compauth=fail bad',
			'compauth reason=000 bad',
			'SCL=6 bad',
			'SRV=BULK bad',
			'IPV=NLI good',
			'SFV=SPM bad',
			'CAT=BULK bad',
			'DIR=INB neutral',
			'SFTY=9.25 neutral',
			'BCL=8 bad',
			'PCL=2 good',
		]);
		expect(explainHeaders(MESSAGE).connection).toEqual({
			ip: '192.0.2.10',
			helo: 'mail.example.com',
			reverseDns: 'mail.example.com',
			country: 'DE',
		});
	});

	it('names what each result is about', () => {
		const about = explainHeaders(MESSAGE).findings.map((each) => each.about);
		expect(about.slice(0, 3)).toEqual(['bounces.example.com', 'example.com', 'example.com']);
	});

	it('reads a pasted header whose indents and line ends were lost', () => {
		const lost = MESSAGE.replaceAll(/\n[ \t]+/g, '\r\n');
		expect(told(lost)).toEqual(told(MESSAGE));
	});

	it("reads other servers' Authentication-Results as well", () => {
		const text =
			'Authentication-Results: mx.example.net; spf=softfail smtp.mailfrom=a@example.com; dkim=pass header.i=@example.org header.b=x; dmarc=none';
		expect(told(text)).toEqual(['spf=softfail bad', 'dkim=pass good', 'dmarc=none bad']);
	});

	it.each([
		['-1', 'Spam filtering was skipped'],
		['1', 'no spam'],
		['3', 'never gives this value itself'],
		['5', 'Suspected spam'],
		['9', 'high confidence'],
		['12', 'does not publish'],
	])('knows SCL %s', (value, meaning) => {
		expect(explainHeaders(`X-Forefront-Antispam-Report: SCL:${value};`).findings[0]?.meaning).toContain(meaning);
	});

	it.each([
		['000', 'Plain failure'],
		['001', 'no authentication records'],
		['010', "organization's own"],
		['130', 'ARC'],
		['101', 'Passed.'],
		['703', 'Passed.'],
		['202', 'More or less'],
		['305', 'Not checked'],
		['451', 'passed over'],
		['601', "organization's own"],
	])('knows compauth reason %s', (reason, meaning) => {
		const {findings} = explainHeaders(`Authentication-Results: compauth=pass reason=${reason}`);
		expect(findings.find(({field}) => field === 'compauth reason')?.meaning).toContain(meaning);
	});

	it('says so where a text is longer than it reads', () => {
		const long = `X-Microsoft-Antispam: BCL:1\n${'Received: x\n'.repeat(20_000)}X-Microsoft-Antispam: BCL:9\n`;
		expect(explainHeaders(long)).toMatchObject({truncated: true, findings: [{value: '1'}]});
		expect(explainHeaders(MESSAGE).truncated).toBe(false);
	});

	it('stands whatever text it gets, and stays small', () => {
		const piece = fc.oneof(
			fc.string({unit: 'binary'}),
			fc.constantFrom(
				'X-Forefront-Antispam-Report: ',
				'Authentication-Results: ',
				'\n',
				'\n ',
				';',
				':',
				'(',
				'"',
				'SCL:',
				'spf=',
			),
		);
		fc.assert(
			fc.property(fc.array(piece, {maxLength: 200}), (pieces) => {
				const {findings} = explainHeaders(pieces.join(''));
				expect(findings.length).toBeLessThanOrEqual(100);
				for (const {value, meaning, follows} of findings) {
					expect(value.length).toBeLessThanOrEqual(255);
					expect(meaning).not.toBe('');
					expect(follows).not.toBe('');
				}
			}),
		);
	});
});

describe('the tables', () => {
	it('have one row for each value of a field', () => {
		for (const rows of [SPAM_FIELDS, AUTHENTICATION_FIELDS]) {
			const seen = rows.flatMap(({field, values}) => values.map((value) => `${field}=${value}`));
			expect(new Set(seen).size).toBe(seen.length);
		}
	});
});
