import * as z from 'zod/mini';
import {CATEGORY_NAMES} from './category.ts';
import {instantSchema} from './event.ts';
import {TREND_KINDS, type TrendKind} from './incident.ts';
import {factIdSchema} from './names.ts';
import {sourceSchema, tokensSchema} from './stored-fact.ts';

/** What a trend would be about. */
export interface TroubleResource {
	readonly kind: TrendKind;
	/** A sending IP (`throttling`) or a sending domain; "all" for the tenant's whole mail, where no event names one. */
	readonly resource: string;
}

/** Longest response of a sample, in characters. */
export const MAX_SAMPLE_RESPONSE = 500;

/** One response, or complaint, that may be part of a trend. It holds no address. */
export const sampleSchema = z.object({
	kind: z.enum(TREND_KINDS),
	resource: z.string(),
	/** Of the fact that it was taken from. */
	id: factIdSchema,
	at: instantSchema,
	/** At most MAX_SAMPLE_RESPONSE characters, addresses taken out; complaints have none. */
	response: z.exactOptional(z.string()),
	category: z.exactOptional(z.enum(CATEGORY_NAMES)),
	rule: z.exactOptional(z.string()),
	/** Which system wrote the response. */
	receiver: z.exactOptional(sourceSchema),
	tokens: z.exactOptional(z.omit(tokensSchema, {recipient: true})),
	/** The recipient's domain. */
	domain: z.exactOptional(z.string()),
	sendingDomain: z.exactOptional(z.string()),
	senderIp: z.exactOptional(z.string()),
});
export type Sample = z.infer<typeof sampleSchema>;

/** Responses that tell of trouble with one resource; each differs from the others in rule or recipient domain if it can. */
export interface Trouble extends TroubleResource {
	readonly samples: readonly Sample[];
}
