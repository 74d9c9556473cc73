import type {Engine} from './dynamodb.ts';

/** Write units since the last reset, as DynamoDB reports them. */
export interface Units {
	written: number;
}

/** Asks each request of an engine's client for the write units that it took, and adds them up. */
export function countUnits({store}: Engine): Units {
	const units = {written: 0};
	store.client.middlewareStack.add(
		(next) => async (args) => {
			Object.assign(args.input, {ReturnConsumedCapacity: 'TOTAL'});
			const result = await next(args);
			units.written += writtenBy(args.input, result.output);
			return result;
		},
		{step: 'initialize', name: 'countUnits'},
	);
	return units;
}

function writtenBy(input: object, output: unknown): number {
	const writes = 'TransactItems' in input || 'Item' in input;
	if (!writes || typeof output !== 'object' || output === null || !('ConsumedCapacity' in output)) return 0;
	return [output.ConsumedCapacity].flat().reduce((sum: number, consumed) => sum + unitsOf(consumed), 0);
}

function unitsOf(consumed: unknown): number {
	if (typeof consumed !== 'object' || consumed === null || !('CapacityUnits' in consumed)) return 0;
	return typeof consumed.CapacityUnits === 'number' ? consumed.CapacityUnits : 0;
}
