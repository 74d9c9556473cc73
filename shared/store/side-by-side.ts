/**
 * Does work for each of many things, so many at once. After a fault nothing more is begun, and what is under way is waited
 * for, so that nothing goes on behind the caller's back.
 *
 * @throws the first fault
 */
export async function sideBySide<Thing>(
	things: readonly Thing[],
	atOnce: number,
	work: (thing: Thing) => Promise<void>,
): Promise<void> {
	const left = [...things];
	const worker = async (): Promise<void> => {
		for (let thing = left.shift(); thing !== undefined; thing = left.shift()) {
			try {
				await work(thing);
			} catch (fault) {
				left.length = 0;
				throw fault;
			}
		}
	};
	const results = await Promise.allSettled(Array.from({length: atOnce}, worker));
	for (const result of results) if (result.status === 'rejected') throw result.reason;
}
