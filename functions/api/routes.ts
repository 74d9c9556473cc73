import {checkAddress} from './check-address.ts';
import {checkAddresses} from './check-addresses.ts';
import {classifyResponse} from './classify-response.ts';
import {explainHeadersRoute} from './explain-headers.ts';
import {listAudit} from './list-audit.ts';
import {listIncidents} from './list-incidents.ts';
import {listSuppressions} from './list-suppressions.ts';
import type {Route} from './route.ts';
import {showKey} from './show-key.ts';
import {showOpenapi} from './show-openapi.ts';
import {showReputation} from './show-reputation.ts';

const ASKED: readonly Route[] = [
	checkAddresses,
	listSuppressions,
	checkAddress,
	showReputation,
	listIncidents,
	listAudit,
	classifyResponse,
	explainHeadersRoute,
	showKey,
];

/** The API, in order of precedence: the first path that fits is meant. */
export const ROUTES: readonly Route[] = [...ASKED, showOpenapi(ASKED)];
