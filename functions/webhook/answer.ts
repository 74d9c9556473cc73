import type {APIGatewayProxyStructuredResultV2} from 'aws-lambda';
import {problem} from '#functions/middleware/http-errors.ts';
import {isRefusal, type Refusal} from '#shared/model/refusal.ts';
import type {Kept} from './keep.ts';

/** 200 exactly (Postmark takes no other 2xx) with what became of the events, or the refusal as problem details. */
export function answer(result: Kept | Refusal): APIGatewayProxyStructuredResultV2 {
	if (!isRefusal(result)) {
		return {statusCode: 200, headers: {'content-type': 'application/json'}, body: JSON.stringify(result)};
	}
	const refused = problem(result);
	// Postmark's is the one scheme among the ESPs that HTTP has a name for.
	const challenge = refused.statusCode === 401 ? {'www-authenticate': 'Basic realm="webhooks"'} : {};
	return {...refused, headers: {...refused.headers, ...challenge}};
}
