import {describe, expect, it} from 'vitest';
import {Copies} from '#functions/webhook/tenants.ts';

function copies(values: Map<string, number>) {
	const clock = {ms: 0};
	const reads: string[] = [];
	const kept = new Copies<string, number>(
		async (key) => {
			reads.push(key);
			if (key === 'broken') throw new Error('table');
			return values.get(key);
		},
		() => new Date(clock.ms),
	);
	return {clock, reads, kept};
}

describe('copies', () => {
	it('of a value last a minute, of nothing 10 seconds', async () => {
		const {clock, reads, kept} = copies(new Map([['a', 1]]));
		for (const ms of [0, 9_999, 10_000, 59_999, 60_000]) {
			clock.ms = ms;
			expect(await kept.get('a')).toMatchObject({value: 1});
			expect(await kept.get('none')).toMatchObject({value: undefined});
		}
		expect(reads.filter((key) => key === 'a')).toHaveLength(2);
		expect(reads.filter((key) => key === 'none')).toHaveLength(3);
	});

	it('are read once for all who ask at the same time', async () => {
		const {reads, kept} = copies(new Map([['a', 1]]));
		expect(await Promise.all([kept.get('a'), kept.get('a'), kept.get('a')])).toEqual(
			Array(3).fill({value: 1, readAt: 0}),
		);
		expect(reads).toEqual(['a']);
	});

	it('of what could not be read are not kept', async () => {
		const {reads, kept} = copies(new Map());
		await expect(kept.get('broken')).rejects.toThrow('table');
		await expect(kept.get('broken')).rejects.toThrow('table');
		expect(reads).toHaveLength(2);
	});

	it('go when there are a thousand, the least recently used first; guessed names drive out nothing that exists', async () => {
		const {reads, kept} = copies(new Map(Array.from({length: 1001}, (_, at) => [`t${at}`, at])));
		for (let at = 0; at < 1000; at++) await kept.get(`t${at}`);
		for (let at = 0; at < 3000; at++) await kept.get(`guess${at}`);
		await kept.get('t0');
		await kept.get('t1000');
		reads.length = 0;
		await kept.get('t0');
		await kept.get('t1');
		expect(reads).toEqual(['t1']);
	});

	it('are fresher on demand only after 5 seconds', async () => {
		const values = new Map([['a', 1]]);
		const {clock, reads, kept} = copies(values);
		const first = await kept.get('a');
		values.set('a', 2);
		clock.ms = 4_999;
		expect(await kept.fresher('a', first)).toBeUndefined();
		clock.ms = 5_000;
		// All who hold the old copy get the new one, by one reading.
		expect(await Promise.all([kept.fresher('a', first), kept.fresher('a', first)])).toMatchObject([
			{value: 2},
			{value: 2},
		]);
		expect(await kept.fresher('a', first)).toMatchObject({value: 2});
		expect(await kept.get('a')).toMatchObject({value: 2});
		expect(reads).toHaveLength(2);
		values.delete('a');
		clock.ms = 20_000;
		expect(await kept.fresher('a', await kept.get('a'))).toMatchObject({value: undefined});
		expect(await kept.get('a')).toMatchObject({value: undefined});
	});
});
