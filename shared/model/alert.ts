import * as z from 'zod/mini';
import {ESP_NAMES, instantSchema} from './event.ts';
import {ALERT_STATES, DNS_VERDICTS, INCIDENT_KINDS, INCIDENT_STATES} from './incident.ts';

/**
 * The alert for programs. Fields may be added at any time; a field that goes, or means something else, raises the version.
 *
 * Version 2: `incident.kind` has eight values where it had two, `incident.state` is `easing` and `reopened` where it was
 * `quiet`, `incident.resource` may be a range of addresses, a domain of an account or "all", and `incident.receiver` a
 * block list or "any".
 */
export const ALERT_VERSION = 2;

export const SEVERITIES = ['critical', 'warning', 'info'] as const;

const describe = <Schema extends z.ZodMiniType>(schema: Schema, words: string): Schema =>
	schema.check(z.describe(words));
const text = z.string();
const count = z.int().check(z.minimum(0));
const at = describe(instantSchema, 'ISO 8601 in UTC with milliseconds.');
const sequence = describe(
	z.int().check(z.minimum(1)),
	'Rises with each alert of an incident. Tenant, incident id and sequence together name an alert: whoever has seen them may drop a repetition.',
);
const severity = describe(
	z.enum(SEVERITIES),
	'`critical`: mail is refused now. `warning`: it will be, or is still. `info`: it is over.',
);
const state = describe(z.enum(ALERT_STATES), 'What the alert says: the incident opened, still goes on, or is over.');
const kind = z.enum(INCIDENT_KINDS);

const incident = z.object({
	tenant: describe(text, 'Whose mail it is about; `operator` for incidents of several tenants.'),
	id: describe(text, '`<kind>#<resource>#<receiver>`: names the incident within its tenant.'),
	kind,
	resource: describe(
		text,
		'What it is about: an IP address, a range (192.0.2.0/24), a domain; `unknown` where no response named it, `all` for the whole mail.',
	),
	receiver: describe(text, 'Whose ban or list it is: a receiver, or the name of a list; `any` for all receivers.'),
	state: z.enum(INCIDENT_STATES),
	episode: describe(z.int().check(z.minimum(1)), 'Raised each time that a resolved incident opens again.'),
	openedAt: at,
	lastSeenAt: at,
	resolvedAt: z.optional(at),
	count: describe(count, 'Responses of this episode.'),
	domains: describe(
		z.array(z.object({domain: text, count})).check(z.maxLength(20)),
		'Recipient domains with the most responses.',
	),
	domainCount: describe(count, 'Recipient domains that were counted one by one.'),
	moreDomains: describe(z.boolean(), 'Whether there are still further ones.'),
	otherDomains: describe(count, 'Responses at those further ones.'),
	heldByEsp: describe(count, 'Good addresses that the ESP put on its own suppression list because of it.'),
	deliveredSince: describe(count, 'Deliveries to the same receiver after the last response.'),
	response: describe(text, 'The newest response.'),
	rule: text,
	esp: z.enum(ESP_NAMES),
	senderIp: z.nullable(text),
	codes: z.array(text),
	regions: describe(z.array(text), "Microsoft's clusters."),
	timeline: describe(
		z.array(z.object({at, what: text, words: text})).check(z.maxLength(10)),
		'The newest steps, oldest first.',
	),
	trend: z.optional(
		z.object({
			since: describe(text, 'The first hour, 2026-03-02T12.'),
			to: text,
			bad: z.number(),
			total: z.number(),
			rate: describe(z.number(), 'A part of 1.'),
			usual: z.nullable(z.object({rate: z.number(), deviation: z.number(), stretches: z.number()})),
			words: text,
			follows: text,
			failing: z.optional(z.object({domain: z.nullable(text), checks: z.array(text)})),
		}),
	),
	attribution: describe(
		z.optional(
			z.object({
				at,
				verdict: z.enum(['concentrated', 'spread', 'mixed', 'too few to say']),
				confident: z.nullable(z.enum(['low', 'medium', 'high'])),
				words: text,
				follows: text,
			}),
		),
		'Whether one organization refuses the mail, or many.',
	),
	evidence: describe(
		z.optional(
			z.object({
				at,
				checks: z
					.array(
						z.object({
							check: text,
							about: text,
							verdict: z.enum(DNS_VERDICTS),
							found: z.optional(text),
							words: text,
						}),
					)
					.check(z.maxLength(20)),
			}),
		),
		'What DNS says, bad checks first; `unknown` is neither good nor bad.',
	),
	supersededBy: describe(z.optional(text), 'The id of the incident that took its place.'),
	tenants: describe(
		z.optional(z.array(z.object({tenant: text, count})).check(z.maxLength(20))),
		"Of the operator's incidents: the tenants with the most responses.",
	),
	tenantCount: z.optional(count),
});

const advice = z.object({
	id: text,
	meaning: text,
	act: text,
	who: text,
	steps: z.array(text),
	notes: z.array(text),
	links: z.array(z.object({label: text, url: text})),
	clearing: text,
	escalate: text,
	source: text,
});

const delistRequest = z.discriminatedUnion('way', [
	z.object({
		way: z.literal('form'),
		url: text,
		fields: z.array(z.object({name: text, value: text, hint: z.optional(text)})),
	}),
	z.object({way: z.literal('mail'), to: text, subject: text, body: text}),
	z.object({way: z.literal('lookup'), url: text, query: text}),
]);

export const alertSchema = z.object({
	version: z.literal(ALERT_VERSION),
	sequence,
	state,
	at: describe(instantSchema, 'When the alert came due.'),
	severity,
	headline: describe(text, 'One line that says it all.'),
	incident,
	advice,
	delistRequest: describe(
		z.nullable(delistRequest),
		'How to ask for removal, ready to send; null where nobody can be asked.',
	),
	heldBack: describe(
		z.object({
			named: z.array(z.object({id: text, sequence, kind, state, severity, headline: text})).check(z.maxLength(20)),
			more: describe(count, 'Further ones, told by later alerts.'),
		}),
		'Alerts of the same tenant that were held back by its ceiling. Those named here are told herewith and come no more by themselves.',
	),
});

type Deep<Value> = Value extends (infer Item)[]
	? readonly Deep<Item>[]
	: Value extends object
		? {readonly [Name in keyof Value]: Deep<Value[Name]>}
		: Value;
export type AlertJson = Deep<z.infer<typeof alertSchema>>;

/** The JSON Schema of the alert, as it is published. */
export function alertJsonSchema(): object {
	const {$schema, ...schema} = z.toJSONSchema(alertSchema, {io: 'input'});
	return {
		$schema,
		title: 'Bounceledger alert',
		description: `Version ${ALERT_VERSION}. Fields may be added; a field that goes, or means something else, raises the version.`,
		...schema,
	};
}
