import {describe, expect, it} from 'vitest';
import type {DnsCheck} from '#shared/model/incident.ts';
import {settingsSchema} from '#shared/model/tenant.ts';
import {withEvidence} from '#shared/projections/evidence.ts';
import {incident} from '#test/support/incidents.ts';

const SETTINGS = settingsSchema.parse({});
const day = (count: number) => new Date(Date.parse('2026-03-02T13:00:00.000Z') + count * 86_400_000);
const zen = (verdict: DnsCheck['verdict']): DnsCheck => ({
	check: 'list:zen.spamhaus.org',
	about: '192.0.2.10',
	verdict,
	words: verdict === 'bad' ? '192.0.2.10 is on Spamhaus ZEN: SBL.' : '192.0.2.10 is not on Spamhaus ZEN.',
});
const spf = (verdict: DnsCheck['verdict']): DnsCheck => ({
	check: 'spf',
	about: 'example.com',
	verdict,
	words: `SPF is ${verdict}.`,
});

const about = incident({sentSequence: 1});

/** What becomes of the incident when DNS says one thing after the other, a day between; alerts are sent in between. */
function days(...said: readonly (readonly DnsCheck[])[]) {
	return said.reduce(
		(before, checks, at) => {
			const after = withEvidence(before, checks, SETTINGS, day(at));
			return {...after, sentSequence: after.alertSequence};
		},
		{...about},
	);
}
const entries = (...said: readonly (readonly DnsCheck[])[]) => days(...said).timeline.map(({what}) => what);

describe('withEvidence', () => {
	it('keeps what DNS says, and says in the timeline that a list names the resource', () => {
		const first = withEvidence(about, [spf('good'), zen('bad')], SETTINGS, day(0));
		expect(first).toEqual({
			...about,
			evidence: {at: day(0).toISOString(), checks: [spf('good'), zen('bad')]},
			timeline: [{at: day(0).toISOString(), what: 'listed', words: '192.0.2.10 is on Spamhaus ZEN: SBL.'}],
		});
	});

	it('says nothing where nothing turned', () => {
		expect(entries([spf('good'), zen('good')], [spf('good'), zen('good')])).toEqual([]);
		expect(entries([zen('bad')], [zen('bad')], [zen('bad')])).toEqual(['listed']);
	});

	it('tells of a delisting once, by a reminder of the time of its entry', () => {
		const after = withEvidence(days([zen('bad')]), [zen('good')], SETTINGS, day(1));
		expect(after).toMatchObject({
			alertSequence: 2,
			sentSequence: 1,
			alertState: 'reminder',
			alertAt: day(1).toISOString(),
		});
		expect(after.timeline.at(-1)).toEqual({
			at: day(1).toISOString(),
			what: 'delisted',
			words: "192.0.2.10 is not on Spamhaus ZEN any more. Receivers' caches may take up to 24 hours.",
		});
		expect(days([zen('bad')], [zen('good')], [zen('good')], [zen('unknown')], [zen('good')])).toMatchObject({
			alertSequence: 2,
		});
	});

	it('takes silence for nothing: neither listed nor delisted nor changed', () => {
		const silent = days([zen('bad'), spf('good')], [zen('unknown'), spf('unknown')], [zen('unknown'), spf('unknown')]);
		expect(silent.timeline.map(({what}) => what)).toEqual(['listed']);
		expect(silent.evidence?.checks).toEqual([
			{...zen('unknown'), was: 'bad'},
			{...spf('unknown'), was: 'good'},
		]);
		expect(entries([zen('bad')], [zen('unknown')], [zen('bad')])).toEqual(['listed']);
		expect(entries([zen('bad')], [zen('unknown')], [zen('good')])).toEqual(['listed', 'delisted']);
		expect(entries([zen('unknown')], [zen('good')])).toEqual([]);
		expect(entries([zen('unknown')], [zen('bad')])).toEqual(['listed']);
	});

	it('says what else turned, in either direction', () => {
		expect(entries([spf('good')], [spf('bad')], [spf('unknown')], [spf('good')])).toEqual([
			'dns-changed',
			'dns-changed',
		]);
		expect(days([spf('good')], [spf('bad')])).toMatchObject({alertSequence: 1});
		expect(days([spf('good')], [spf('bad')]).timeline.at(-1)?.words).toBe('SPF is bad.');
	});

	it('tells what is listed before what is delisted', () => {
		const other = (verdict: DnsCheck['verdict']) => ({...zen(verdict), check: 'list:bl.spamcop.net'});
		expect(entries([zen('bad'), other('good')], [zen('good'), other('bad')])).toEqual(['listed', 'listed', 'delisted']);
	});

	it('rings of no kind that is muted, and of no incident that is over', () => {
		const listed = days([zen('bad')]);
		const muted = {...SETTINGS, mutedKinds: ['ip-ban' as const]};
		expect(withEvidence(listed, [zen('good')], muted, day(1))).toMatchObject({alertSequence: 1});
		expect(withEvidence({...listed, state: 'resolved'}, [zen('good')], SETTINGS, day(1))).toMatchObject({
			alertSequence: 1,
		});
	});

	it('leaves an alert that still waits what it is, and raises it', () => {
		const waiting = {...days([zen('bad')]), sentSequence: 0};
		expect(withEvidence(waiting, [zen('good')], SETTINGS, day(1))).toMatchObject({
			alertState: 'opened',
			alertSequence: 2,
		});
	});

	it('keeps an entry short, whatever turned', () => {
		const many = (verdict: DnsCheck['verdict']) =>
			Array.from({length: 30}, (_, at) => ({...spf(verdict), about: `d${at}.example.com`}));
		const {timeline} = days(many('good'), many('bad'));
		expect(timeline).toHaveLength(1);
		expect(timeline[0]?.words).toBe(`${'SPF is bad. '.repeat(5)}And 25 more.`);
	});
});
