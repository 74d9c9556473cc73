import {log} from '#functions/middleware/log.ts';
import type {Authentic} from '#shared/authenticate/authentic.ts';
import type {Proof} from '#shared/esp/esp.ts';
import {ESP} from '#shared/esp/index.ts';
import {ESP_NAMES, type EspName} from '#shared/model/event.ts';
import {isTenantId, OPERATOR, type TenantId} from '#shared/model/names.ts';
import {isRefusal, type Refusal, refuse} from '#shared/model/refusal.ts';
import type {RawRequest} from '#shared/model/request.ts';
import type {Tenant} from '#shared/model/tenant.ts';
import {type Kept, keep, type Queues} from './keep.ts';
import type {Webhook} from './request.ts';
import type {Tenants} from './tenants.ts';

/** What receiving needs from outside. */
export interface Deps extends Proof {
	readonly tenants: Tenants;
	readonly queues: Queues;
	/** Fetches a checked address once, without following redirects. Throws where that does not succeed. */
	readonly confirm: (url: URL) => Promise<void>;
}

const enabled = (tenant: Tenant | undefined) => (tenant?.disabled === false ? tenant : undefined);

/** Whose webhook it is, proven; with a copy of the tenant at first, and with a fresh one before it is refused. */
async function prove(esp: EspName, id: TenantId | undefined, request: RawRequest, deps: Deps) {
	const {authenticate} = ESP[esp];
	if (id === undefined) return authenticate(request, undefined, deps);
	const copy = await deps.tenants.byId.get(id);
	const first = await authenticate(request, enabled(copy.value), deps);
	if (!isRefusal(first) || first.refused !== 'not-authentic') return first;
	const fresher = await deps.tenants.byId.fresher(id, copy);
	return fresher === undefined ? first : authenticate(request, enabled(fresher.value), deps);
}

/** Where the ESP asks for it: confirms that its messages are wanted. */
async function confirmed(esp: EspName, authentic: Authentic, deps: Deps): Promise<Refusal | undefined> {
	const url = ESP[esp].confirmation?.(authentic);
	if (url === undefined || isRefusal(url)) return url;
	await deps.confirm(url);
	return undefined;
}

async function take(webhook: Webhook, deps: Deps): Promise<Kept | Refusal> {
	const {request} = webhook;
	if (isRefusal(request)) return request;
	const esp = ESP_NAMES.find((name) => name === webhook.esp);
	if (esp === undefined) return refuse('not-found', `There are webhooks for ${ESP_NAMES.join(', ')}.`);
	const tenant = isTenantId(webhook.tenant) && webhook.tenant !== OPERATOR ? webhook.tenant : undefined;
	const receivedAt = deps.now().toISOString();
	const authentic = await prove(esp, tenant, request, deps);
	if (isRefusal(authentic)) return authentic;
	if (tenant === undefined) throw new Error('a webhook of no tenant was taken for authentic');
	const normalized = (await confirmed(esp, authentic, deps)) ?? ESP[esp].normalize(authentic);
	return isRefusal(normalized) ? normalized : keep(normalized, {tenant, esp, receivedAt}, deps.queues);
}

/**
 * One webhook into the queues: authenticate, parse, normalize, chunk, send. Resolved only when every event is in a queue.
 *
 * @throws where something it needs is out of order: nothing may be lost, so the ESP must be told to try again
 */
export async function receive(webhook: Webhook, deps: Deps): Promise<Kept | Refusal> {
	const result = await take(webhook, deps);
	if (isRefusal(result)) {
		log.warn('webhook-refused', {
			tenant: isTenantId(webhook.tenant) ? webhook.tenant : 'invalid',
			esp: ESP_NAMES.find((name) => name === webhook.esp) ?? 'invalid',
			reason: result.reason,
		});
	}
	return result;
}
