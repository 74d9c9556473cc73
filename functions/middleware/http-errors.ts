import type {MiddlewareObj} from '@middy/core';
import type {APIGatewayProxyStructuredResultV2} from 'aws-lambda';
import {REFUSAL_STATUS, type Refusal} from '#shared/model/refusal.ts';
import {log} from './log.ts';

/** Titles of the problem types, one for each refusal. */
const TITLES: Readonly<Record<Refusal['refused'], string>> = {
	malformed: 'The request cannot be read',
	invalid: 'The request has a wrong value',
	'not-authentic': 'The request is not authentic',
	forbidden: 'This is not allowed',
	'not-found': 'There is nothing here',
	'method-not-allowed': 'This method is not served here',
	conflict: 'Somebody else was quicker',
	'too-large': 'The request is too large',
	unavailable: 'Not available just now',
};

/** A refusal as RFC 9457 problem details. */
export function problem(refusal: Refusal): APIGatewayProxyStructuredResultV2 {
	const status = REFUSAL_STATUS[refusal.refused];
	return {
		statusCode: status,
		headers: {
			'content-type': 'application/problem+json',
			'cache-control': 'no-store',
			...(status === 503 ? {'retry-after': '30'} : {}),
			...(status === 401 ? {'www-authenticate': 'Bearer'} : {}),
		},
		body: JSON.stringify({
			type: `urn:bounceledger:problem:${refusal.refused}`,
			title: TITLES[refusal.refused],
			status,
			detail: refusal.detail,
			...(refusal.field === undefined ? {} : {field: refusal.field}),
		}),
	};
}

/**
 * Whatever a handler throws becomes an answer without detail, and one log line with it.
 *
 * @param status 503 where the caller should try again (webhooks), 500 elsewhere
 */
export function httpErrors(status: 500 | 503): MiddlewareObj<unknown, APIGatewayProxyStructuredResultV2> {
	return {
		onError: (request) => {
			log.error('request-failed', request.error);
			request.response =
				status === 503
					? problem({refused: 'unavailable', detail: 'Nothing was lost; send it again in a while.', reason: 'fault'})
					: {
							statusCode: 500,
							headers: {'content-type': 'application/problem+json', 'cache-control': 'no-store'},
							body: JSON.stringify({
								type: 'urn:bounceledger:problem:fault',
								title: 'Something broke on our side',
								status: 500,
								detail: 'The fault is logged; try again, and tell the operator if it stays.',
							}),
						};
		},
	};
}
