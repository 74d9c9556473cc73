import fc from 'fast-check';
import {DNS_VERDICTS, INCIDENT_KINDS, INCIDENT_STATES, type Incident} from '#shared/model/incident.ts';
import {incident} from './incidents.ts';

const text = fc.oneof(fc.string({unit: 'binary', maxLength: 1500}), fc.string({unit: 'grapheme', maxLength: 60}));
const name = fc.oneof(text, fc.constantFrom('192.0.2.1', 'example.org', '__proto__', 'bücher.example'));
const count = fc.nat({max: 1_000_000});
const instant = fc
	.integer({min: Date.parse('2026-03-01T00:00:00.000Z'), max: Date.parse('2026-03-31T00:00:00.000Z')})
	.map((time) => new Date(time).toISOString());
const rate = fc.double({min: 0, max: 1, noNaN: true});
const maybe = <Value>(arbitrary: fc.Arbitrary<Value>) => fc.option(arbitrary, {nil: undefined});

const trend = fc.record({
	since: fc.constant('2026-03-02T09'),
	to: fc.constant('2026-03-02T12'),
	bad: count,
	total: count,
	rate,
	told: maybe(rate),
	usual: fc.option(fc.record({rate, deviation: rate, stretches: count})),
	words: text,
	follows: text,
	failing: maybe(fc.record({domain: fc.option(name), checks: fc.array(name, {maxLength: 3})})),
});

const changes = fc.record({
	tenant: fc.constantFrom('acme', 'operator', `t${'-'.repeat(38)}t`),
	kind: fc.constantFrom(...INCIDENT_KINDS),
	resource: fc.oneof(
		name,
		fc.constantFrom('unknown', 'all', '192.0.2.0/24', '2001:db8::/32', `${'d'.repeat(60)}.example`),
	),
	receiver: fc.oneof(
		name,
		fc.constantFrom('exchange-online', 'outlook-consumer', 'other', 'any', 'spamhaus', 'barracuda'),
	),
	state: fc.constantFrom(...INCIDENT_STATES),
	episode: fc.integer({min: 1, max: 5}),
	response: text,
	rule: text,
	alertState: fc.constantFrom('opened', 'reminder', 'resolved'),
	alertSequence: fc.integer({min: 1, max: 1000}),
	openedAt: instant,
	lastSeenAt: instant,
	resolvedAt: maybe(instant),
	count,
	heldByEsp: count,
	deliveredSince: count,
	refusalRate: maybe(rate),
	otherDomains: count,
	codes: fc.array(text, {maxLength: 12}),
	regions: fc.array(text, {maxLength: 12}),
	domains: fc.array(fc.record({domain: name, count}), {maxLength: 50}),
	senderIp: fc.option(text),
	timeline: fc.array(
		fc.record({at: instant, what: fc.constantFrom('opened', 'delisted', 'listed', 'worse'), words: text}),
		{maxLength: 20},
	),
	trend: maybe(trend),
	attribution: maybe(
		fc.record({
			at: instant,
			verdict: fc.constantFrom('concentrated', 'spread', 'mixed', 'too few to say'),
			confident: fc.option(fc.constantFrom('low', 'medium', 'high')),
			words: text,
			follows: text,
		}),
	),
	evidence: maybe(
		fc.record({
			at: instant,
			checks: fc.array(
				fc.record({
					check: name,
					about: name,
					verdict: fc.constantFrom(...DNS_VERDICTS),
					found: maybe(text),
					words: text,
				}),
				{maxLength: 30},
			),
		}),
	),
	supersededBy: maybe(name),
	tenants: maybe(
		fc.array(fc.record({tenant: fc.integer({min: 10, max: 99}).map((n) => `tenant-${n}`), count}), {maxLength: 100}),
	),
});

/** Incidents of every kind with anything in them, also what no ledger writes. */
export const anyIncident: fc.Arbitrary<Incident> = changes.map((changed) =>
	incident(Object.fromEntries(Object.entries(changed).filter(([, value]) => value !== undefined))),
);
