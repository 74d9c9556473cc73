import * as z from 'zod/mini';
import {INCIDENT_KINDS} from '#shared/model/incident.ts';
import {tenantIdSchema} from '#shared/model/names.ts';

const kindSchema = z.enum(INCIDENT_KINDS);

/** What is read of an alert, as the topic brings it. All else of it is the receiver's. */
const alertSchema = z.object({
	sequence: z.number(),
	incident: z.object({
		tenant: tenantIdSchema,
		id: z.string(),
		kind: kindSchema,
		episode: z._default(z.number(), 1),
	}),
	/** Alerts that this one tells besides its own. */
	heldBack: z._default(z.object({named: z.array(z.object({kind: kindSchema}))}), {named: []}),
});
export type Alert = z.infer<typeof alertSchema>;

/** An alert on its way to one endpoint. */
const deliverySchema = z.strictObject({
	deliver: z.strictObject({
		tenant: tenantIdSchema,
		endpoint: z.string(),
		/** The message's name there, the same at each attempt. */
		id: z.string(),
		/** The alert, byte for byte. */
		body: z.string(),
	}),
});
export type Delivery = z.infer<typeof deliverySchema>['deliver'];

/** What a message of the queue is: an alert for all of a tenant's endpoints, or a delivery to one. */
export type Letter = {readonly alert: Alert} | {readonly delivery: Delivery};

/** @returns undefined where it is neither */
export function readLetter(text: string): Letter | undefined {
	let value: unknown;
	try {
		value = JSON.parse(text);
	} catch {
		return undefined;
	}
	const delivery = deliverySchema.safeParse(value);
	if (delivery.success) return {delivery: delivery.data.deliver};
	const alert = alertSchema.safeParse(value);
	return alert.success ? {alert: alert.data} : undefined;
}

/** A delivery as a message of the queue. */
export function letterOf(delivery: Delivery): string {
	return JSON.stringify({deliver: delivery});
}
