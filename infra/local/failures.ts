import {isObject, tryJson} from './json.ts';
import type {Outcome} from './worker.ts';

/**
 * Which records of a batch a function did not manage, by Lambda's rules for `ReportBatchItemFailures`: an answer that cannot
 * be read, or names a record that is not in the batch, means all of them.
 * https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html#services-sqs-batchfailurereporting
 *
 * @param partial whether the event source asks for the answer at all
 */
export function failedOf(outcome: Outcome, ids: readonly string[], partial: boolean): ReadonlySet<string> {
	const all = new Set(ids);
	if (outcome.failed) return all;
	if (!partial) return new Set();
	const answer = tryJson(outcome.payload);
	if (answer === null || answer === '') return new Set();
	if (!isObject(answer)) return all;
	const {batchItemFailures} = answer;
	if (batchItemFailures === undefined || batchItemFailures === null) return new Set();
	if (!Array.isArray(batchItemFailures)) return all;
	const failed = new Set<string>();
	for (const entry of batchItemFailures) {
		const id = isObject(entry) ? entry.itemIdentifier : undefined;
		if (typeof id !== 'string' || !all.has(id)) return all;
		failed.add(id);
	}
	return failed;
}
