/** Gives a function that runs work as soon as one of so many places is free; who came first goes first. */
export function places(count: number): <Result>(work: () => Promise<Result>) => Promise<Result> {
	const waiting: (() => void)[] = [];
	let free = count;
	return async (work) => {
		if (free > 0) free -= 1;
		else await new Promise<void>((resolve) => waiting.push(resolve));
		try {
			return await work();
		} finally {
			// The place goes on to whoever waits for it.
			const next = waiting.shift();
			if (next === undefined) free += 1;
			else next();
		}
	};
}
