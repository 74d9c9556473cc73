import fc from 'fast-check';
import {describe, expect, it} from 'vitest';
import {isoInstant, unixInstant} from '#shared/esp/instant.ts';

describe('a time in ISO 8601', () => {
	it.each([
		['2026-03-02T12:00:00.000Z', '2026-03-02T12:00:00.000Z'],
		['2026-03-02T12:00:00Z', '2026-03-02T12:00:00.000Z'],
		['2026-03-02T12:00Z', '2026-03-02T12:00:00.000Z'],
		['2026-03-02T12:00:00.9999999Z', '2026-03-02T12:00:00.999Z'],
		['2026-03-02T12:00:00.1Z', '2026-03-02T12:00:00.100Z'],
		['2026-03-02T12:00:00,25Z', '2026-03-02T12:00:00.250Z'],
		['2026-03-02T08:00:00-04:00', '2026-03-02T12:00:00.000Z'],
		['2026-03-02T17:45:00.5+0545', '2026-03-02T12:00:00.500Z'],
		['2026-03-02T14:00:00+02', '2026-03-02T12:00:00.000Z'],
		['2026-03-02T12:00:00 +0000', '2026-03-02T12:00:00.000Z'],
		['2026-03-02 12:00:00', '2026-03-02T12:00:00.000Z'],
		['2026-03-02t12:00:00z', '2026-03-02T12:00:00.000Z'],
		[' 2026-03-02T12:00:00 UTC ', '2026-03-02T12:00:00.000Z'],
		['2024-02-29T00:00:00Z', '2024-02-29T00:00:00.000Z'],
		['2025-12-31T23:59:59.999-00:01', '2026-01-01T00:00:59.999Z'],
	])('%s is %s', (spelled, instant) => {
		expect(isoInstant(spelled)).toBe(instant);
	});

	it.each([
		'',
		'now',
		'2026-02-30T00:00:00Z',
		'2025-02-29T00:00:00Z',
		'2026-13-01T00:00:00Z',
		'2026-00-10T00:00:00Z',
		'2026-03-02T24:00:00Z',
		'2026-03-02T12:60:00Z',
		'2026-03-02T12:00:60Z',
		'2026-03-02T12:00:00+24:00',
		'2026-03-02T12:00:00+01:60',
		'2026-03-02',
		'0050-03-02T12:00:00Z',
		'12026-03-02T12:00:00Z',
		'9999-12-31T23:59:59-01:00',
		`2026-03-02T12:00:00.${'0'.repeat(100)}Z`,
		1_772_452_800,
		null,
		{},
	])('%j is no date', (spelled) => {
		expect(isoInstant(spelled)).toBeNull();
	});

	it('comes back from any spelling that a date writes itself', () => {
		const dates = fc.date({min: new Date('0100-01-01'), max: new Date('9999-12-30'), noInvalidDate: true});
		fc.assert(
			fc.property(dates, (date) => {
				expect(isoInstant(date.toISOString())).toBe(date.toISOString());
				if (date.getTime() > 100_000_000_000) expect(unixInstant(date.getTime())).toBe(date.toISOString());
			}),
		);
	});
});

describe('a Unix time', () => {
	it.each([
		[1_772_452_800, '2026-03-02T12:00:00.000Z'],
		[1_772_452_800_250, '2026-03-02T12:00:00.250Z'],
		['1772452800', '2026-03-02T12:00:00.000Z'],
		[' 1772452800250 ', '2026-03-02T12:00:00.250Z'],
		[1_772_452_800.9999, '2026-03-02T12:00:00.999Z'],
		['1772452800.5', '2026-03-02T12:00:00.500Z'],
		['2026-03-02T12:00:00Z', '2026-03-02T12:00:00.000Z'],
	])('%j is %s', (spelled, instant) => {
		expect(unixInstant(spelled)).toBe(instant);
	});

	it.each([
		0,
		-1,
		Number.NaN,
		Number.POSITIVE_INFINITY,
		1e300,
		'',
		'x',
		'-1',
		'0x10',
		'1e9',
		'9'.repeat(70),
		null,
		[],
		true,
	])('%j is no date', (spelled) => {
		expect(unixInstant(spelled)).toBeNull();
	});

	it('is an instant or null for anything', () => {
		fc.assert(
			fc.property(fc.anything(), (value) => {
				for (const instant of [unixInstant(value), isoInstant(value)]) {
					if (instant !== null) expect(instant).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
				}
			}),
		);
	});
});
