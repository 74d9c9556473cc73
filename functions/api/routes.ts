import {checkAddress, checkAddresses} from './check-address.ts';
import {classifyResponse} from './classify-response.ts';
import {listIncidents} from './list-incidents.ts';
import {listSuppressions} from './list-suppressions.ts';
import type {Route} from './route.ts';
import {showReputation} from './show-reputation.ts';

/** The API, in order of precedence: the first path that fits is meant. */
export const ROUTES: readonly Route[] = [
	checkAddresses,
	listSuppressions,
	checkAddress,
	showReputation,
	listIncidents,
	classifyResponse,
];
