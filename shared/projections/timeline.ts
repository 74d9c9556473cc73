import {
	type Incident,
	type IncidentSample,
	MAX_SAMPLES,
	MAX_TIMELINE,
	type TimelineEntry,
} from '#shared/model/incident.ts';

/**
 * A timeline with one more entry, in the order of time; the first and the newest are kept. What only goes to and fro is
 * told once: a second `easing` takes the place of the one before it.
 */
export function withEntry(timeline: readonly TimelineEntry[], entry: TimelineEntry): TimelineEntry[] {
	const last = timeline.at(-1);
	const before = last?.what === 'easing' && entry.what === 'easing' ? timeline.slice(0, -1) : timeline;
	const all = [...before, entry].sort((one, other) => (one.at < other.at ? -1 : one.at > other.at ? 1 : 0));
	const [first, ...rest] = all;
	return first === undefined ? [] : [first, ...rest.slice(-(MAX_TIMELINE - 1))];
}

/** An incident with one more entry. */
export const told = (incident: Incident, entry: TimelineEntry): Incident => ({
	...incident,
	timeline: withEntry(incident.timeline, entry),
});

/**
 * Samples with one more, where it shows something that the others do not: another rule, region or domain. Where there is
 * no place left, a new rule or region takes that of a sample whose rule and region others have too.
 */
export function withSample(samples: readonly IncidentSample[], sample: IncidentSample): readonly IncidentSample[] {
	const has = (one: IncidentSample, other: IncidentSample) => one.rule === other.rule && one.region === other.region;
	if (samples.some((one) => has(one, sample) && one.domain === sample.domain)) return samples;
	if (samples.length < MAX_SAMPLES) return [...samples, sample];
	if (samples.some((one) => has(one, sample))) return samples;
	const spare = samples.findLastIndex((one, at) => samples.some((other, place) => place !== at && has(one, other)));
	return spare < 0 ? samples : samples.map((one, at) => (at === spare ? sample : one));
}
