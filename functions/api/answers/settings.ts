import * as z from 'zod/mini';

/** What the tenant decides about suppressions and alerts. */
export const settingsAnswer = z.looseObject({
	softBounceThreshold: z.number(),
	softBounceWindowDays: z.number(),
	/** Null: until somebody releases it. */
	automaticSuppressionDays: z.nullable(z.number()),
	complaintStopsTransactional: z.boolean(),
	unsubscribeStopsTransactional: z.boolean(),
	/** At most one reminder of an open incident in so many hours. */
	alertCooldownHours: z.number(),
	/** An incident without a response for so many hours is resolved. */
	incidentQuietHours: z.number(),
	/** At most so many alerts within an hour. */
	alertsPerHour: z.number(),
	/** Kinds of incidents without alerts. */
	mutedKinds: z.array(z.string()),
	/** The rate, a part of 1, from which a rise of a kind is trouble. */
	leastRates: z.record(z.string(), z.number()),
});
export type SettingsAnswer = z.infer<typeof settingsAnswer>;

/** Whether the ESP's credentials are there; never the credentials. */
export const credentialsAnswer = z.object({esp: z.string(), set: z.boolean()});

/** An erasure. */
export const erasedAnswer = z.object({erased: z.looseObject({}), verdict: z.string()});
