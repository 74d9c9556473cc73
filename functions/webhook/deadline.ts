/**
 * The result of some work, or a fault after so many milliseconds, whatever the work is waiting for. What it did by then
 * stands: the ESP sends again, and what is already there is known again.
 */
export async function within<Result>(milliseconds: number, work: Promise<Result>): Promise<Result> {
	const {promise, reject} = Promise.withResolvers<never>();
	const timer = setTimeout(() => reject(new Error(`not done within ${milliseconds} ms`)), milliseconds);
	try {
		return await Promise.race([work, promise]);
	} finally {
		clearTimeout(timer);
	}
}
