import type {EspName} from '#shared/model/event.ts';

/** The webhook's address, from the stack's or from its own. */
export function webhookUrl(base: string, esp: EspName, tenant: string): string {
	return base.includes('/v1/webhooks/') ? base : `${base.replace(/\/+$/, '')}/v1/webhooks/${esp}/${tenant}`;
}
