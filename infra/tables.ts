import {RemovalPolicy, type Stack} from 'aws-cdk-lib';
import {AttributeType, BillingMode, ProjectionType, StreamViewType, Table} from 'aws-cdk-lib/aws-dynamodb';
import {TABLES, type TableName, type TableShape} from '#shared/store/tables.ts';
import type {StageConfig} from './config.ts';

export type Tables = Readonly<Record<TableName, Table>>;

/** The six tables, as shared/store/tables.ts has them. */
export function makeTables(stack: Stack, stage: StageConfig): Tables {
	const make = (name: TableName) => makeTable(stack, stage, name, TABLES[name]);
	return {
		Tenants: make('Tenants'),
		Facts: make('Facts'),
		Suppressions: make('Suppressions'),
		Reputation: make('Reputation'),
		Incidents: make('Incidents'),
		Audit: make('Audit'),
	};
}

function makeTable(stack: Stack, stage: StageConfig, name: TableName, shape: TableShape): Table {
	const table = new Table(stack, name, {
		partitionKey: key(shape.partitionKey),
		...(shape.sortKey === undefined ? {} : {sortKey: key(shape.sortKey)}),
		...(shape.timeToLive === undefined ? {} : {timeToLiveAttribute: shape.timeToLive}),
		...(shape.stream === true ? {stream: StreamViewType.NEW_AND_OLD_IMAGES} : {}),
		billingMode: BillingMode.PAY_PER_REQUEST,
		pointInTimeRecoverySpecification: {pointInTimeRecoveryEnabled: true},
		deletionProtection: stage.keepData,
		removalPolicy: stage.keepData ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
	});
	for (const [indexName, index] of Object.entries(shape.indexes ?? {})) {
		table.addGlobalSecondaryIndex({
			indexName,
			partitionKey: key(index.partitionKey),
			sortKey: key(index.sortKey),
			projectionType: ProjectionType[index.projection],
		});
	}
	return table;
}

/** All keys are strings. */
function key(name: string) {
	return {name, type: AttributeType.STRING};
}
