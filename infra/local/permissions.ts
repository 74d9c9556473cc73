import {isObject, type Json, tryJson} from './json.ts';
import {fits} from './match.ts';
import type {Statement} from './sources.ts';

/** One thing that a request does, as policies name it. */
export interface Act {
	/** "dynamodb:PutItem" */
	readonly action: string;
	/** The ARN of what it is done to. */
	readonly resource: string;
}

/** What a signed request says of itself: who, and to which service. */
export interface Credential {
	readonly accessKey: string;
	readonly service: string;
}

/** Reads "AWS4-HMAC-SHA256 Credential=KEY/DAY/REGION/SERVICE/aws4_request, …". */
export function credentialOf(authorization: string | undefined): Credential | undefined {
	const scope = authorization?.split('Credential=')[1]?.split(',')[0]?.trim().split('/');
	const accessKey = scope?.[0];
	const service = scope?.[3];
	return accessKey === undefined || service === undefined ? undefined : {accessKey, service};
}

/** The parts of a transaction, by the key they stand under. */
const TRANSACTION: ReadonlyMap<string, string> = new Map([
	['Put', 'PutItem'],
	['Update', 'UpdateItem'],
	['Delete', 'DeleteItem'],
	['ConditionCheck', 'ConditionCheckItem'],
	['Get', 'GetItem'],
]);

/** Batches of SQS and SNS are authorized as the single action. */
const withoutBatch = (action: string) => action.replace(/Batch$/, '');

/**
 * What a request does, each part of a transaction or batch by itself.
 *
 * @param arn makes the ARN of a resource of a service
 * @returns empty where the request is not understood: the engine will say so
 */
export function actsOf(
	service: string,
	target: string | undefined,
	body: string,
	arn: (service: string, resource: string) => string,
): Act[] {
	if (service === 'sns') {
		const form = new URLSearchParams(body);
		const resource = form.get('TopicArn') ?? form.get('TargetArn') ?? '*';
		return [{action: `sns:${withoutBatch(form.get('Action') ?? '')}`, resource}];
	}
	const name = target?.slice(target.indexOf('.') + 1) ?? '';
	const input = tryJson(body);
	if (!isObject(input)) return [];
	if (service === 'sqs') {
		const url = typeof input.QueueUrl === 'string' ? input.QueueUrl : '';
		return [{action: `sqs:${withoutBatch(name)}`, resource: arn('sqs', url.slice(url.lastIndexOf('/') + 1))}];
	}
	if (service === 'secretsmanager') {
		const secret = input.SecretId ?? input.Name;
		// Six characters at the end of the ARN are Secrets Manager's own.
		const resource = arn(service, `secret:${typeof secret === 'string' ? secret : ''}-local0`);
		return [{action: `secretsmanager:${name}`, resource}];
	}
	const table = (named: Json | undefined, index?: Json) => {
		const [text, suffix] = [named, index].map((one) => (typeof one === 'string' ? one : undefined));
		const whole = text?.startsWith('arn:') ? text.slice(text.indexOf('table/')) : `table/${text ?? ''}`;
		return arn('dynamodb', suffix === undefined ? whole : `${whole}/index/${suffix}`);
	};
	if (isObject(input.RequestItems)) {
		return Object.keys(input.RequestItems).map((named) => ({action: `dynamodb:${name}`, resource: table(named)}));
	}
	if (Array.isArray(input.TransactItems)) return input.TransactItems.flatMap((item: Json) => transactActs(item, table));
	return [{action: `dynamodb:${name}`, resource: table(input.TableName, input.IndexName)}];
}

function transactActs(item: Json, table: (named: Json | undefined) => string): Act[] {
	return Object.entries(isObject(item) ? item : {}).flatMap(([key, part]) => {
		const action = TRANSACTION.get(key);
		return action === undefined || !isObject(part)
			? []
			: [{action: `dynamodb:${action}`, resource: table(part.TableName)}];
	});
}

/** Whether a role's statements let it do something: one must allow it, none may deny it. */
export function mayDo(statements: readonly Statement[], {action, resource}: Act): boolean {
	const fitting = statements.filter(
		(statement) =>
			statement.actions.some((pattern) => fits(pattern.toLowerCase(), action.toLowerCase())) &&
			statement.resources.some((pattern) => fits(pattern, resource)),
	);
	return fitting.some(({effect}) => effect === 'Allow') && fitting.every(({effect}) => effect !== 'Deny');
}

const DENIED: ReadonlyMap<string, string> = new Map([
	['dynamodb', 'com.amazon.coral.service#AccessDeniedException'],
	['sqs', 'com.amazonaws.sqs#AccessDeniedException'],
	['sns', 'AuthorizationError'],
]);

/** A refusal as each service words it. */
export function refusal(
	service: string,
	why: 'denied' | 'invalid',
	sentence: string,
): {readonly status: number; readonly type: string; readonly body: string} {
	const kind = why === 'invalid' ? 'InvalidParameter' : (DENIED.get(service) ?? 'AccessDeniedException');
	if (service === 'sns') {
		const error = `<Error><Type>Sender</Type><Code>${kind}</Code><Message>${escaped(sentence)}</Message></Error>`;
		return {
			status: why === 'invalid' ? 400 : 403,
			type: 'text/xml',
			body: `<ErrorResponse xmlns="http://sns.amazonaws.com/doc/2010-03-31/">${error}<RequestId>local</RequestId></ErrorResponse>`,
		};
	}
	const body = JSON.stringify({__type: kind, message: sentence, Message: sentence});
	return {status: service === 'sqs' ? 403 : 400, type: 'application/x-amz-json-1.0', body};
}

const escaped = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
