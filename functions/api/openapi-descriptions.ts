import * as z from 'zod/mini';
import {
	addedWebhookAnswer,
	alertWebhook,
	alertWebhooksAnswer,
	removedWebhookAnswer,
	testedWebhookAnswer,
} from './answers/alert-webhooks.ts';
import {attributionAnswer} from './answers/attribution.ts';
import {auditAnswer} from './answers/audit.ts';
import {checkAnswer} from './answers/check.ts';
import {incidentAnswer, incidentsAnswer} from './answers/incident.ts';
import {classifyAnswer, headersAnswer} from './answers/insight.ts';
import {keyAnswer} from './answers/key.ts';
import {exportAnswer, importAnswer} from './answers/lists.ts';
import {overviewAnswer} from './answers/overview.ts';
import {bulkAnswer, previewAnswer, releasedAnswer} from './answers/release.ts';
import {reputationAnswer, seriesAnswer} from './answers/reputation.ts';
import {credentialsAnswer, erasedAnswer, settingsAnswer} from './answers/settings.ts';
import {addedAnswer, listAnswer} from './answers/suppression.ts';
import {whyAnswer} from './answers/why.ts';
import type {Descriptions} from './openapi-description.ts';

const BANNED =
	'550 5.7.606 Access denied, banned sending IP [192.0.2.10]. To request removal from this list please visit https://sender.office.com/ (AS16012609)';

const ADDRESS = 'jo@example.com';

/** One row for each route. */
export const DESCRIPTIONS: Descriptions = {
	'POST /v1/suppressions/check': {
		id: 'checkAddresses',
		tag: 'Check',
		about:
			'Each address is answered `send`, `risky` (it bounced lately and may be mailed), `do not send` or `no address`. Display names, capitals and white space do not matter.',
		answer: checkAnswer,
		example: {body: {addresses: ['Jo <jo@example.com>', 'NEWS@Example.com', 'nonsense']}},
	},
	'GET /v1/suppressions/{address}': {
		id: 'checkAddress',
		tag: 'Check',
		about: 'Everything that is known of one address: verdict, reason, advice, events and changes.',
		answer: whyAnswer,
		example: {segment: ADDRESS},
	},
	'GET /v1/suppressions': {
		id: 'listSuppressions',
		tag: 'Suppressions',
		about: 'Ask again with `next` as `cursor` until it is null. A cursor is good for this key and these filters.',
		answer: listAnswer,
		example: {query: {status: 'active', limit: '20'}},
	},
	'GET /v1/overview': {
		id: 'showOverview',
		tag: 'Insight',
		about:
			'Rows of the series are hours, of 30 days they are days. It costs the same whatever was sent; the complaint rate is out of all messages, and not available where nobody complained.',
		answer: overviewAnswer,
		example: {query: {window: '7d'}},
	},
	'GET /v1/reputation': {
		id: 'showReputation',
		tag: 'Insight',
		about:
			'A rate is null where there is too little mail to tell one, or nobody who would tell. The score is 0 to 100; its parts say what cost how many points.',
		answer: reputationAnswer,
		example: {query: {dimension: 'sending-ip', window: '7d'}},
	},
	'GET /v1/reputation/series': {
		id: 'showSeries',
		tag: 'Insight',
		about: 'Rows are hours, of 30 days they are days; the oldest comes first, and hours without mail are zero.',
		answer: seriesAnswer,
		example: {query: {dimension: 'sending-ip', value: '192.0.2.10', window: '24h'}},
	},
	'GET /v1/attribution': {
		id: 'showAttribution',
		tag: 'Insight',
		about:
			'Says in words and figures whether one organization blocks you or your reputation suffers, by recipient organization and by Microsoft cluster. Recipients are not counted by sending domain: with `domain` all your mail is looked at.',
		answer: attributionAnswer,
		example: {query: {ip: '192.0.2.10', window: '24h'}},
	},
	'GET /v1/incidents': {
		id: 'listIncidents',
		tag: 'Insight',
		about:
			'Ask again with `next` as `cursor` until it is null; a page may be shorter than its limit. A list of one page has what goes on first, the newest alert before the older; a longer one is in the order of the ids.',
		answer: incidentsAnswer,
		example: {query: {state: 'unresolved'}},
	},
	'GET /v1/incidents/{id}': {
		id: 'showIncident',
		tag: 'Insight',
		about:
			'Percent-encode the id as a whole: it has `#` in it, and `/` where it is about a network. `recovery.previewFilter` is what a bulk release takes.',
		answer: incidentAnswer,
		example: {segment: 'ip-ban#192.0.2.10#exchange-online'},
	},
	'POST /v1/classify': {
		id: 'classifyResponse',
		tag: 'Insight',
		about:
			'The same engine that decides about webhooks. `opinion` is what the ESP says, used where the text says nothing.',
		answer: classifyAnswer,
		example: {body: {text: BANNED}},
	},
	'POST /v1/explain-headers': {
		id: 'explainHeaders',
		tag: 'Insight',
		about: 'Reads X-Forefront-Antispam-Report, X-Microsoft-Antispam and Authentication-Results; up to 256 KiB.',
		answer: headersAnswer,
		example: {body: {headers: 'X-Forefront-Antispam-Report: CIP:192.0.2.10;SCL:5;SFV:SPM;CAT:SPM;'}},
	},
	'GET /v1/key': {
		id: 'showKey',
		tag: 'Settings',
		answer: keyAnswer,
		example: {},
	},
	'GET /v1/openapi.json': {
		id: 'showOpenapi',
		tag: 'Settings',
		answer: z.looseObject({openapi: z.string(), paths: z.looseObject({})}),
		example: {},
	},
	'GET /v1/alert-schema.json': {
		id: 'showAlertSchema',
		tag: 'Insight',
		answer: z.looseObject({$schema: z.string(), properties: z.looseObject({})}),
		example: {},
	},
	'GET /v1/audit': {
		id: 'listAudit',
		tag: 'Activity',
		answer: auditAnswer,
		example: {query: {limit: '20'}},
	},
	'POST /v1/suppressions': {
		id: 'addSuppression',
		tag: 'Suppressions',
		about: 'Without `parts` all mail to the address is stopped. An address that is there already stays as it is.',
		answer: addedAnswer,
		example: {body: {address: ADDRESS, why: 'asked us by phone to stop'}},
	},
	'POST /v1/suppressions/import': {
		id: 'importSuppressions',
		tag: 'Suppressions',
		about: 'Up to 1,000 entries a request. What is there already is left as it is, so an import can be repeated.',
		answer: importAnswer,
		example: {body: {entries: [{address: ADDRESS, line: 2}]}},
	},
	'GET /v1/suppressions/export': {
		id: 'exportSuppressions',
		tag: 'Suppressions',
		about: 'Up to 1,000 rows a request, as CSV or in the form that the ESP imports.',
		answer: exportAnswer,
		example: {query: {format: 'csv'}},
	},
	'POST /v1/suppressions/release': {
		id: 'releaseSuppressions',
		tag: 'Release',
		about:
			'Complaints and unsubscribes stay unless `complaints` is true and `why` is at least 10 characters long. With `atEsp` the ESP is told too.',
		answer: releasedAnswer,
		example: {body: {addresses: [ADDRESS], why: 'the mailbox is back'}},
	},
	'POST /v1/releases/preview': {
		id: 'previewRelease',
		tag: 'Release',
		about: 'Nothing is changed.',
		answer: previewAnswer,
		example: {body: {reason: 'recipient-unknown', domain: 'example.com'}},
	},
	'POST /v1/releases': {
		id: 'release',
		tag: 'Release',
		about: 'At most 500 addresses a request; ask again with `next` until there is none.',
		answer: bulkAnswer,
		example: {body: {filter: {reason: 'recipient-unknown', domain: 'example.com'}, why: 'wrongly refused on 2 March'}},
	},
	'POST /v1/releases/{id}/undo': {
		id: 'undoRelease',
		tag: 'Release',
		about: 'Puts back what a bulk release took off the list; what was changed since stays as it is.',
		answer: bulkAnswer,
		example: {segment: 'id-of-the-release', body: {}},
	},
	'DELETE /v1/recipients/{address}': {
		id: 'eraseRecipient',
		tag: 'Suppressions',
		about: 'Removes every trace of a person; a salted hash stays, so that the address is still answered `do not send`.',
		answer: erasedAnswer,
		example: {segment: ADDRESS},
	},
	'GET /v1/settings': {
		id: 'showSettings',
		tag: 'Settings',
		answer: settingsAnswer,
		example: {},
	},
	'PUT /v1/settings': {
		id: 'changeSettings',
		tag: 'Settings',
		answer: settingsAnswer,
		example: {body: {softBounceThreshold: 3}},
	},
	'GET /v1/alert-webhooks': {
		id: 'listAlertWebhooks',
		tag: 'Settings',
		about: 'The secrets are never told again. `note` says who disabled an endpoint, when and why.',
		answer: alertWebhooksAnswer,
		example: {},
	},
	'POST /v1/alert-webhooks': {
		id: 'addAlertWebhook',
		tag: 'Settings',
		about:
			'Each alert is posted as JSON, signed by the Standard Webhooks scheme. What is not answered 2xx within 10 seconds is tried nine times within 16 hours. HTTPS at port 443 or 8443 of a public address; redirects are not followed. Without `kinds`, alerts of all kinds. For another secret, add the address once more and remove the older one.',
		answer: addedWebhookAnswer,
		example: {body: {url: 'https://hooks.example.com/alerts', kinds: ['ip-ban', 'spamhaus-listing']}},
	},
	'POST /v1/alert-webhooks/{id}/test': {
		id: 'testAlertWebhook',
		tag: 'Settings',
		about: 'The alert has `"test": true`. It is sent to a disabled endpoint too, and changes nothing about it.',
		answer: testedWebhookAnswer,
		example: {segment: '0123456789abcdef', body: {}},
	},
	'POST /v1/alert-webhooks/{id}/enable': {
		id: 'enableAlertWebhook',
		tag: 'Settings',
		about: 'Alerts that were due while it was disabled are not sent.',
		answer: alertWebhook,
		example: {segment: '0123456789abcdef', body: {}},
	},
	'DELETE /v1/alert-webhooks/{id}': {
		id: 'removeAlertWebhook',
		tag: 'Settings',
		answer: removedWebhookAnswer,
		example: {segment: '0123456789abcdef'},
	},
	'GET /v1/esp-credentials/{esp}': {
		id: 'showCredentials',
		tag: 'Settings',
		about: 'Tells only whether they are set.',
		answer: credentialsAnswer,
		example: {segment: 'postmark'},
	},
	'PUT /v1/esp-credentials/{esp}': {
		id: 'setCredentials',
		tag: 'Settings',
		about:
			'Kept in AWS Secrets Manager, never in a table. SES: `accessKeyId`, `secretAccessKey`, `region`; SendGrid: `apiKey`; Postmark: `serverToken`.',
		answer: credentialsAnswer,
		example: {segment: 'postmark', body: {serverToken: 'your-server-token'}},
	},
	'DELETE /v1/esp-credentials/{esp}': {
		id: 'removeCredentials',
		tag: 'Settings',
		answer: credentialsAnswer,
		example: {segment: 'postmark'},
	},
};
