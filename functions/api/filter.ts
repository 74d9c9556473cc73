import * as z from 'zod/mini';
import {ESP_NAMES} from '#shared/model/event.ts';
import {parseEmailAddress} from '#shared/model/names.ts';
import {type Refusal, refuse} from '#shared/model/refusal.ts';
import {SUPPRESSION_REASONS, SUPPRESSION_STATUSES} from '#shared/model/suppression.ts';
import type {SuppressionFilter} from '#shared/model/suppression-filter.ts';

const DAY = /^\d{4}-\d\d-\d\d$/;
const timeSchema = z.optional(
	z.string().check(
		z.regex(/^\d{4}-\d\d-\d\d(?:T\d\d:\d\d:\d\d(?:\.\d{1,3})?Z)?$/, {
			error: 'must be a time in UTC, such as 2026-03-02 or 2026-03-02T12:00:00Z',
		}),
	),
);

/** What suppressions are filtered by, in queries and bodies alike. */
export const FILTER = {
	status: z.optional(z.enum(SUPPRESSION_STATUSES)),
	reason: z.optional(z.enum(SUPPRESSION_REASONS)),
	domain: z.optional(z.string().check(z.minLength(1), z.maxLength(320))),
	esp: z.optional(z.enum(ESP_NAMES)),
	/** The status is what it is since then; a day counts as a whole. */
	from: timeSchema,
	to: timeSchema,
} as const;
const filterSchema = z.object(FILTER);

/** The two ends of a time: a day begins at midnight and ends before the next, UTC. */
export function timesOf({
	from,
	to,
}: {
	readonly from?: string | undefined;
	readonly to?: string | undefined;
}): Pick<SuppressionFilter, 'from' | 'to'> | Refusal {
	const times = {from: instant(from, '00:00:00.000'), to: instant(to, '23:59:59.999')};
	for (const field of ['from', 'to'] as const) {
		if (times[field] === null) {
			return refuse('invalid', `"${field}" is no time that there is.`, {field});
		}
	}
	if (times.from != null && times.to != null && times.from > times.to) {
		return refuse('invalid', '"from" is later than "to".', {field: 'from'});
	}
	return {from: times.from ?? undefined, to: times.to ?? undefined};
}

function instant(text: string | undefined, clock: string): string | null | undefined {
	if (text === undefined) return undefined;
	const time = new Date(DAY.test(text) ? `${text}T${clock}Z` : text);
	return Number.isNaN(time.getTime()) || !time.toISOString().startsWith(text.slice(0, 10)) ? null : time.toISOString();
}

/** What was asked for, as the records have it: times in full, the domain in any spelling as DNS has it. */
export function toFilter(asked: z.infer<typeof filterSchema>): SuppressionFilter | Refusal {
	const times = timesOf(asked);
	if ('refused' in times) return times;
	const domain = asked.domain === undefined ? undefined : domainIn(asked.domain);
	if (asked.domain !== undefined && domain === undefined) {
		return refuse('invalid', '"domain" must be a domain name, such as example.com.', {field: 'domain'});
	}
	return {
		status: asked.status,
		reasons: asked.reason === undefined ? undefined : [asked.reason],
		domain,
		esp: asked.esp,
		...times,
	};
}

/** "Example.COM", "@example.com" and "bücher.example" are domains; an address stands for its own. */
function domainIn(text: string): string | undefined {
	const name = text.trim().slice(text.trim().lastIndexOf('@') + 1);
	const address = parseEmailAddress(`x@${name}`);
	return address?.slice(2);
}
