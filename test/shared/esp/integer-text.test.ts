import fc from 'fast-check';
import {describe, expect, it} from 'vitest';
import {integerText} from '#shared/esp/integer-text.ts';

describe('the digits of a member', () => {
	it.each([
		['{"ID": 9223372036854775807}', '9223372036854775807'],
		['{"ID" \n:\t9223372036854775807,"x":1}', '9223372036854775807'],
		['{"a":{"ID":1},"ID":2,"b":[{"ID":3}]}', '2'],
		['{"ID":1,"ID":2}', '2'],
		['{"Subject":"\\"ID\\": 7","ID":8}', '8'],
		['{"Subject":"\\\\","ID":8}', '8'],
		['{"a":"ID","ID":8}', '8'],
	])('in %s are %s', (json, digits) => {
		expect(integerText(json, 'ID')).toBe(digits);
	});

	it.each(['{}', '{"ID":-5}', '{"ID":1.5}', '{"ID":1e30}', '{"ID":"7"}', '{"id":7}', '{"a":{"ID":7}}', '[{"ID":7}]'])(
		'are not in %s',
		(json) => {
			expect(integerText(json, 'ID')).toBeUndefined();
		},
	);

	it('are those that JSON.parse reads, among any other members', () => {
		const members = fc.dictionary(fc.string({unit: 'binary'}), fc.jsonValue({maxDepth: 3}));
		const space = fc.constantFrom(undefined, 1, '\t');
		fc.assert(
			fc.property(members, fc.bigInt(0n, 10n ** 29n), members, space, (before, id, after, indent) => {
				const object = Object.fromEntries([...Object.entries(before), ['ID', 0], ...Object.entries(after)]);
				object.ID = 'here';
				const json = JSON.stringify(object, undefined, indent).replace(
					/"ID":( ?)"here"/,
					(_all, gap) => `"ID":${gap}${id}`,
				);
				fc.pre(!json.includes('"here"'));
				expect(integerText(json, 'ID')).toBe(String(id));
			}),
		);
	});
});
