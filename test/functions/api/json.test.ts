import fc from 'fast-check';
import {describe, expect, it} from 'vitest';
import {parseJson} from '#functions/api/json.ts';
import {isRefusal} from '#shared/model/refusal.ts';

const parse = (text: string) => parseJson(Buffer.from(text, 'utf8'));

/** The position that a refusal names, counted from 0. */
function faultOf(text: string): number {
	const parsed = parse(text);
	if (!isRefusal(parsed)) throw new Error('it is JSON');
	return Number(/character (\d+)/.exec(parsed.detail)?.[1]) - 1;
}

describe('a JSON body', () => {
	it('is what it says', () => {
		fc.assert(
			fc.property(fc.jsonValue(), (value) => {
				expect(parse(JSON.stringify(value))).toEqual({value: JSON.parse(JSON.stringify(value))});
			}),
		);
	});

	it('that is cut short is refused at its end, or in or before its last value', () => {
		fc.assert(
			fc.property(fc.dictionary(fc.string(), fc.jsonValue({maxDepth: 1}), {maxKeys: 5}), fc.nat(), (value, at) => {
				const text = JSON.stringify(value);
				const cut = text.slice(0, at % text.length);
				if (cut.trim() === '') return;
				expect(faultOf(cut)).toBeLessThanOrEqual(cut.length);
				const strings = cut.replaceAll(/"(?:[^"\\]|\\.)*"/g, (whole) => ' '.repeat(whole.length));
				const [last = ''] = /".*$|[-+.\w]*$/s.exec(strings) ?? [];
				expect(faultOf(cut)).toBeGreaterThanOrEqual(cut.length - last.length - 1);
			}),
		);
	});

	it('with a foreign letter between two values is refused at that letter', () => {
		fc.assert(
			fc.property(fc.array(fc.integer(), {minLength: 2}), fc.nat(), (values, at) => {
				const parts = values.map(String);
				const before = parts.slice(0, (at % parts.length) + 1).join(' ,\n');
				const text = `[${before},  §${parts.join(',')}]`;
				expect(faultOf(text)).toBe(before.length + 4);
			}),
		);
	});

	it('of any bytes is an answer, never an exception', () => {
		fc.assert(
			fc.property(fc.uint8Array({maxLength: 200}), (bytes) => {
				const parsed = parseJson(bytes);
				if (isRefusal(parsed)) expect(parsed.refused).toBe('malformed');
			}),
		);
	});

	it.each([
		'"'.repeat(300_000),
		'["'.repeat(150_000),
		`"${'\\'.repeat(300_001)}`,
		`${' '.repeat(500_000)}x`,
		'-'.repeat(300_000),
	])('made to hurt is refused all the same (%#)', (text) => expect(parse(text)).toMatchObject({refused: 'malformed'}));
});
