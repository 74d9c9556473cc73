import * as fc from 'fast-check';
import {describe, expect, it} from 'vitest';
import {csv} from '#shared/lists/write.ts';
import {opened, refusal, rows, told} from './lists.ts';

const TEXT = 'name;email\r\nJürgen;Jo@Example.com\r\n"Doe; Al";al@example.com\r\n';
const READ = [
	[2, 'jo@example.com'],
	[3, 'al@example.com'],
];

/** Every UTF-16 unit as two bytes, the greater first. */
const bigEndian = (text: string) => Buffer.from(text, 'utf16le').swap16();

describe('encodings', () => {
	it.each([
		['UTF-8', Buffer.from(TEXT)],
		['UTF-8 with BOM', Buffer.from(`\ufeff${TEXT}`)],
		['UTF-16 LE', Buffer.from(`\ufeff${TEXT}`, 'utf16le')],
		['UTF-16 BE', bigEndian(`\ufeff${TEXT}`)],
		['UTF-16 LE without BOM', Buffer.from(TEXT, 'utf16le')],
		['UTF-16 BE without BOM', bigEndian(TEXT)],
		['Latin-1', Buffer.from(TEXT, 'latin1')],
	])('%s, in pieces of any size', async (_, bytes) => {
		for (const size of [1, 2, 3, 7, 65_536]) {
			expect(await told(bytes, size)).toEqual(READ);
			expect((await rows(bytes, size))[0]?.cells[0]).toBe('Jürgen');
		}
	});

	it('Windows-1252: the euro sign and the typographic quotes', async () => {
		const bytes = Buffer.concat([
			Buffer.from('note,email\n'),
			Buffer.from([0x80, 0x93]),
			Buffer.from(',jo@example.com\n'),
		]);
		expect((await rows(bytes))[0]?.cells).toEqual(['€“', 'jo@example.com']);
	});

	it('a file that was put together of two encodings is read line by line', async () => {
		const bytes = Buffer.concat([
			Buffer.from('Jürgen,jo@example.com\n'),
			Buffer.from('Jürgen,al@example.com\n', 'latin1'),
		]);
		expect((await rows(bytes)).map(({cells}) => cells[0])).toEqual(['Jürgen', 'Jürgen']);
	});

	it.each([
		['an Excel workbook', Buffer.from('504b0304140006000800', 'hex'), 'save it as CSV'],
		['an old Excel workbook', Buffer.from('d0cf11e0a1b11ae1', 'hex'), 'save it as CSV'],
		['a compressed file', Buffer.from('1f8b080000000000', 'hex'), 'unpack'],
		['bytes that are no text', Buffer.from('000102000000000000000000', 'hex'), 'no text'],
		['nothing', Buffer.from(''), 'empty'],
		['a BOM alone', Buffer.from('\ufeff'), 'empty'],
	])('%s is refused with a way out', async (_, bytes, words) => {
		expect((await refusal(bytes))?.detail).toContain(words);
	});
});

describe('shapes of CSV', () => {
	it.each([',', ';', '\t', '|'])('delimiter %j', async (delimiter) => {
		const text = ['id', 'email', 'name'].join(delimiter);
		const lines = [text, ['1', 'jo@example.com', 'Jo'].join(delimiter), ['2', 'al@example.com', 'Al'].join(delimiter)];
		expect(await told(lines.join('\n'))).toEqual(READ);
	});

	it('what Excel says of its delimiter', async () => {
		expect(await told('sep=;\nemail;note\njo@example.com;a,b\n')).toEqual([[3, 'jo@example.com']]);
	});

	it('without a header, the column with the addresses is found', async () => {
		expect(await told('1,Jo,jo@example.com\n2,Al,al@example.com\n')).toEqual([
			[1, 'jo@example.com'],
			[2, 'al@example.com'],
		]);
	});

	it('one address a line, with line ends of every kind and no last one', async () => {
		for (const end of ['\n', '\r\n', '\r']) {
			expect(await told(['jo@example.com', '', 'al@example.com'].join(end), 3)).toEqual([
				[1, 'jo@example.com'],
				[3, 'al@example.com'],
			]);
		}
	});

	it('mailboxes as mail programs write them', async () => {
		expect(await told('"Doe, Jo" <Jo@Example.com>\n"Roe, Al" <al@example.com>\nMi <mi@example.com>\n')).toEqual([
			[1, 'jo@example.com'],
			[2, 'al@example.com'],
			[3, 'mi@example.com'],
		]);
	});

	it('quoted cells with delimiters, quotes and line ends in them keep the count of lines', async () => {
		expect(await told('email,note\njo@example.com,"one\ntwo, ""three"""\nal@example.com,x\n')).toEqual([
			[2, 'jo@example.com'],
			[4, 'al@example.com'],
		]);
	});

	it('the column named as one of addresses wins over another that has some', async () => {
		const text = 'owner,email\nboss@example.com,jo@example.com\nboss@example.com,al@example.com\n';
		expect(await told(text)).toEqual(READ);
	});
});

describe('what is broken', () => {
	it('a row without an address is told with its line, and costs no other', async () => {
		expect(
			await told('email\njo@example.com\nnonsense\nJo Doe\na@b\na@x.example; b@x.example\nal@example.com\n'),
		).toEqual([
			[2, 'jo@example.com'],
			[3, '! this is no e-mail address'],
			[4, '! this is no e-mail address'],
			[5, '! this is no valid e-mail address'],
			[6, '! there is more than one address; write one a line'],
			[7, 'al@example.com'],
		]);
	});

	it('a quote within a quoted cell costs its line alone', async () => {
		expect(await told('name,email\n"Jo "the" Doe",x@example.com\nAl,al@example.com\n')).toEqual([
			[2, '! a quote stands within a quoted cell; write it twice'],
			[3, 'al@example.com'],
		]);
	});

	it('a quote that is never closed costs its line alone, also at the end', async () => {
		const many = Array.from({length: 200}, (_, index) => `x,jo${index}@example.com`);
		const read = await told(
			['name,email', '"Jo,x@example.com', ...many, '"Al,y@example.com', 'x,last@example.com'].join('\n'),
		);
		expect(read.filter(([, what]) => what.startsWith('!'))).toEqual([
			[2, '! a quote is opened here and not closed'],
			[203, '! a quote is opened here and not closed'],
		]);
		expect(read).toHaveLength(203);
	});

	it('a quote in the middle of a cell is a letter', async () => {
		expect(await told('size,email\n5" pipe,jo@example.com\n7" pipe,al@example.com\n')).toEqual(READ);
	});

	it('a line of 100,000 characters is refused, and the next one read', async () => {
		expect(await told(`email\n${'x'.repeat(100_000)}\njo@example.com\n`)).toEqual([
			[2, '! the line is longer than 65536 characters'],
			[3, 'jo@example.com'],
		]);
	});

	it('a file of broken quotes alone is given up', async () => {
		const text = `name,email\nJo,jo@example.com\n${'"a"b,c@example.com\n'.repeat(20_000)}`;
		await expect(rows(text)).rejects.toThrow('broken quotes');
	});

	it('a file without addresses is refused', async () => {
		expect((await refusal('name,city\nJo,Bonn\n'))?.detail).toContain('no column of e-mail addresses');
		expect((await refusal('"name,city\n'))?.detail).toContain('Line 1');
	});

	it('whatever text comes, each line is answered or blank, and nothing is thrown', async () => {
		const text = fc.string({
			unit: fc.constantFrom('"', ',', ';', '\n', '\r', 'a', '@', 'x.example', ' ', '<', '>', '\t', 'é'),
		});
		await fc.assert(
			fc.asyncProperty(text, fc.integer({min: 1, max: 9}), async (some, size) => {
				const read = await rows(`email\njo@example.com\n${some}`, size);
				expect(read[0]?.address).toBe('jo@example.com');
				expect(
					read.every(({line, address, fault}) => line > 1 && (address === undefined) !== (fault === undefined)),
				).toBe(true);
			}),
		);
	});
});

describe('JSON', () => {
	it('an array of texts, of objects, and one object a line', async () => {
		expect(await told('["Jo@Example.com", 7]')).toEqual([
			[1, 'jo@example.com'],
			[2, '! this is no e-mail address'],
		]);
		expect(await told('[{"id": 1, "email": "jo@example.com"}]')).toEqual([[1, 'jo@example.com']]);
		expect(await told('{"email": "jo@example.com"}\n{"email": "al@example.com"}\n')).toEqual([
			[1, 'jo@example.com'],
			[2, 'al@example.com'],
		]);
	});

	it('tells the line where it stops being JSON', async () => {
		expect((await refusal('[\n"jo@example.com",\noops\n]'))?.detail).toBe('The list stops being JSON at line 3.');
	});
});

it('what is written is read again as it was, whatever is in the cells', async () => {
	const cell = fc.string({unit: fc.constantFrom('"', ',', ';', '\n', 'a', '@', '=', "'", ' ', '+1')});
	await fc.assert(
		fc.asyncProperty(fc.array(cell, {minLength: 1, maxLength: 20}), async (notes) => {
			const written = csv([['email', 'note'], ...notes.map((note, index) => [`jo${index}@example.com`, `n${note}n`])]);
			const list = await opened(written);
			expect(list.delimiter).toBe(',');
			expect((await rows(written)).map(({cells}) => cells[1])).toEqual(notes.map((note) => `n${note}n`));
		}),
	);
});
