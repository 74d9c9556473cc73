import type {Layer} from '../rule.ts';
import {BLOCKLISTS} from './blocklists.ts';
import {ENHANCED_STATUS} from './enhanced-status.ts';
import {ESP_OPINION} from './esp-opinion.ts';
import {EXCHANGE_ONLINE} from './exchange-online.ts';
import {EXCHANGE_SERVER} from './exchange-server.ts';
import {HINTS} from './hints.ts';
import {MICROSOFT_STATUS} from './microsoft-status.ts';
import {OTHER_RECEIVERS} from './other-receivers.ts';
import {OUTLOOK_CONSUMER} from './outlook-consumer.ts';
import {QUEUE} from './queue.ts';
import {REPLY_CODE} from './reply-code.ts';
import {WORDING} from './wording.ts';

export {MARKS} from './marks.ts';

/** The files of rows in the order of precedence: the first row that fits wins. */
export const LAYERS: readonly Layer[] = [
	{name: 'exchange-online', basis: 'text', rules: EXCHANGE_ONLINE},
	{name: 'outlook-consumer', basis: 'text', rules: OUTLOOK_CONSUMER},
	{name: 'other-receivers', basis: 'text', rules: OTHER_RECEIVERS},
	{name: 'exchange-server', basis: 'text', rules: EXCHANGE_SERVER},
	{name: 'blocklists', basis: 'text', rules: BLOCKLISTS},
	{name: 'wording', basis: 'text', rules: WORDING},
	{name: 'queue', basis: 'text', rules: QUEUE},
	{name: 'microsoft-status', basis: 'status', rules: MICROSOFT_STATUS, namesReason: true},
	{name: 'enhanced-status', basis: 'status', rules: ENHANCED_STATUS},
	{name: 'hints', basis: 'text', rules: HINTS},
	{name: 'reply-code', basis: 'reply', rules: REPLY_CODE},
	{name: 'esp-opinion', basis: 'esp', rules: ESP_OPINION},
];
