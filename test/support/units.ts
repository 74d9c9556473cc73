import type {Engine} from './dynamodb.ts';

/** Units since the last reset, as DynamoDB reports them. */
export interface Units {
	written: number;
	read: number;
}

/** Asks each request of an engine's client for the units that it took, and adds them up. */
export function countUnits({store}: Engine): Units {
	const units = {written: 0, read: 0};
	store.client.middlewareStack.add(
		(next) => async (args) => {
			Object.assign(args.input, {ReturnConsumedCapacity: 'TOTAL'});
			const result = await next(args);
			units.written += isWrite(args.input) ? takenBy(result.output) : 0;
			units.read += isRead(args.input) ? takenBy(result.output) : 0;
			return result;
		},
		{step: 'initialize', name: 'countUnits'},
	);
	return units;
}

const isWrite = (input: object): boolean => 'TransactItems' in input || 'Item' in input;

function isRead(input: object): boolean {
	const batch = 'RequestItems' in input ? Object.values(Object(input.RequestItems)) : [];
	return 'KeyConditionExpression' in input || batch.some((one) => 'Keys' in Object(one)) || isGet(input);
}

const isGet = (input: object): boolean => 'Key' in input && !('UpdateExpression' in input);

function takenBy(output: unknown): number {
	if (typeof output !== 'object' || output === null || !('ConsumedCapacity' in output)) return 0;
	return [output.ConsumedCapacity].flat().reduce((sum: number, consumed) => sum + unitsOf(consumed), 0);
}

function unitsOf(consumed: unknown): number {
	if (typeof consumed !== 'object' || consumed === null || !('CapacityUnits' in consumed)) return 0;
	return typeof consumed.CapacityUnits === 'number' ? consumed.CapacityUnits : 0;
}
