import fc from 'fast-check';
import {describe, expect, it} from 'vitest';
import {sideBySide} from '#shared/store/side-by-side.ts';
import {chainsOf, slicesOf} from '#shared/store/slices.ts';

const words = fc.array(fc.array(fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f'), {maxLength: 3}), {maxLength: 12});

describe('slices', () => {
	it('keep the order, lose nothing and touch no more than they may', () => {
		fc.assert(
			fc.property(words, fc.integer({min: 3, max: 5}), (things, most) => {
				const slices = slicesOf(things, (thing) => thing, most);
				expect(slices.flat()).toEqual(things);
				for (const slice of slices) expect(new Set(slice.flat()).size).toBeLessThanOrEqual(most);
				for (const [index, slice] of slices.slice(1).entries()) {
					expect(new Set([...(slices[index] ?? []).flat(), ...(slice[0] ?? [])]).size).toBeGreaterThan(most);
				}
			}),
		);
	});

	it('hold one thing at least, be it too large', () => {
		expect(slicesOf([['a', 'b'], ['c']], (thing) => thing, 1)).toEqual([[['a', 'b']], [['c']]]);
	});
});

describe('chains', () => {
	it('have nothing in common with one another, and keep the order of what meets', () => {
		fc.assert(
			fc.property(words, (things) => {
				const slices = things.map((items, place) => ({items, place}));
				const chains = chainsOf(slices, ({items}) => items);
				expect(
					chains
						.flat()
						.map(({place}) => place)
						.sort((a, b) => a - b),
				).toEqual(slices.map(({place}) => place));
				const seen = new Set<string>();
				for (const chain of chains) {
					const own = new Set(chain.flatMap(({items}) => items));
					for (const item of own) {
						expect(seen.has(item)).toBe(false);
						const places = chain.filter(({items}) => items.includes(item)).map(({place}) => place);
						expect(places).toEqual(places.toSorted((a, b) => a - b));
					}
					for (const item of own) seen.add(item);
				}
			}),
		);
	});
});

describe('work side by side', () => {
	it('is done for each thing once, never more at once than allowed', async () => {
		let [now, most] = [0, 0];
		const done: number[] = [];
		await sideBySide([1, 2, 3, 4, 5, 6, 7], 3, async (thing) => {
			now += 1;
			most = Math.max(most, now);
			await new Promise((resolve) => setTimeout(resolve, thing % 2));
			done.push(thing);
			now -= 1;
		});
		expect(done.sort()).toEqual([1, 2, 3, 4, 5, 6, 7]);
		expect(most).toBe(3);
	});

	it('begins nothing after a fault, and waits for what is under way', async () => {
		const begun: number[] = [];
		const ended: number[] = [];
		const failure = sideBySide([1, 2, 3, 4], 2, async (thing) => {
			begun.push(thing);
			if (thing === 1) throw new Error('one');
			await new Promise((resolve) => setTimeout(resolve, 5));
			ended.push(thing);
		});
		await expect(failure).rejects.toThrow('one');
		expect(begun).toEqual([1, 2]);
		expect(ended).toEqual([2]);
	});
});
