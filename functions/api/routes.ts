import {addSuppression} from './add-suppression.ts';
import {
	addAlertWebhook,
	enableAlertWebhook,
	listAlertWebhooks,
	removeAlertWebhook,
	testAlertWebhook,
} from './alert-webhooks.ts';
import {checkAddress} from './check-address.ts';
import {checkAddresses} from './check-addresses.ts';
import {classifyResponse} from './classify-response.ts';
import {eraseRecipient} from './erase-recipient.ts';
import {removeCredentials, setCredentials, showCredentials} from './esp-credentials.ts';
import {explainHeadersRoute} from './explain-headers.ts';
import {exportSuppressions} from './export-suppressions.ts';
import {importSuppressions} from './import-suppressions.ts';
import {listAudit} from './list-audit.ts';
import {listIncidents} from './list-incidents.ts';
import {listSuppressions} from './list-suppressions.ts';
import {showOverview} from './overview.ts';
import {releaseSuppressions} from './release-suppressions.ts';
import {bulkRelease, previewRelease} from './releases.ts';
import type {Route} from './route.ts';
import {changeSettings, showSettings} from './settings.ts';
import {showAlertSchema} from './show-alert-schema.ts';
import {showAttribution} from './show-attribution.ts';
import {showIncident} from './show-incident.ts';
import {showKey} from './show-key.ts';
import {showOpenapi} from './show-openapi.ts';
import {showReputation} from './show-reputation.ts';
import {showSeries} from './show-series.ts';
import {undoRelease} from './undo-release.ts';

const ASKED: readonly Route[] = [
	checkAddresses,
	addSuppression,
	releaseSuppressions,
	importSuppressions,
	exportSuppressions,
	listSuppressions,
	checkAddress,
	showOverview,
	showReputation,
	showSeries,
	showAttribution,
	listIncidents,
	showIncident,
	listAudit,
	previewRelease,
	bulkRelease,
	undoRelease,
	eraseRecipient,
	showSettings,
	changeSettings,
	showCredentials,
	setCredentials,
	removeCredentials,
	listAlertWebhooks,
	addAlertWebhook,
	testAlertWebhook,
	enableAlertWebhook,
	removeAlertWebhook,
	classifyResponse,
	explainHeadersRoute,
	showKey,
	showAlertSchema,
];

/** The API, in order of precedence: the first path that fits is meant. */
export const ROUTES: readonly Route[] = [...ASKED, showOpenapi(ASKED)];
