/** One line of the bench's table. `ratio` compares with the floor measured in the same run. */
export interface Measurement {
	readonly name: string;
	readonly value: number;
	readonly unit: string;
	readonly ratio?: number;
	/** What the ratio compares with. */
	readonly against?: string;
}

/** The middle of some numbers. */
export function median(numbers: readonly number[]): number {
	const sorted = numbers.toSorted((a, b) => a - b);
	const middle = sorted.length >> 1;
	const upper = sorted[middle] ?? Number.NaN;
	return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? Number.NaN) + upper) / 2;
}
