import {describe, expect, it} from 'vitest';
import {adviceForIncident} from '#shared/insight/advice-incident.ts';
import {summaryOf} from '#shared/insight/incident-summary.ts';
import {INCIDENT_KINDS, INCIDENT_STATES, type Incident} from '#shared/model/incident.ts';
import {incident} from '#test/support/incidents.ts';

const told = (changes: Partial<Record<keyof Incident, unknown>>) => {
	const one = incident(changes);
	return summaryOf(one, adviceForIncident(one));
};

describe('an incident in short', () => {
	it('matters as its kind does, less when it eases, and not when it is over', () => {
		expect(told({}).severity).toBe('critical');
		expect(told({state: 'reopened'}).severity).toBe('critical');
		expect(told({state: 'easing'}).severity).toBe('warning');
		expect(told({state: 'resolved'}).severity).toBe('info');
		expect(told({kind: 'complaints', resource: 'all'}).severity).toBe('warning');
	});

	it('says what is next: the first step, to keep low, to release what the ESP held, or nothing', () => {
		expect(told({}).nextStep).toBe(adviceForIncident(incident()).steps[0]);
		expect(told({state: 'easing'}).nextStep).toMatch(/volume low/);
		expect(told({state: 'resolved', heldByEsp: 1}).nextStep).toMatch(/Release the 1 good address that SendGrid/);
		expect(told({state: 'resolved', heldByEsp: 0}).nextStep).toBe('Nothing is left to do.');
		expect(told({state: 'resolved', supersededBy: 'ip-ban#192.0.2.10#exchange-online'}).nextStep).toBe(
			'Go on with what it led to: sending IP 192.0.2.10 banned by Microsoft 365.',
		);
		const trend = {since: '2026-03-02T12', to: '2026-03-02T14', bad: 9, total: 90, rate: 0.1, usual: null};
		const throttled = told({kind: 'throttling', trend: {...trend, words: 'It went up.', follows: 'Slow down.'}});
		expect(throttled).toMatchObject({words: 'It went up.', nextStep: 'Slow down.'});
	});

	it('tells who refuses, and how much was taken since', () => {
		const at = '2026-03-02T13:00:00.000Z';
		const attribution = {at, verdict: 'spread', confident: 'high', words: 'Many block you.', follows: 'Stop.'};
		expect(told({attribution, state: 'easing', deliveredSince: 1200}).words).toBe(
			'Last seen 2026-03-02 12:40 UTC. Many block you. 1,200 messages were taken since.',
		);
	});

	it('has words and a next step for every kind in every state', () => {
		for (const kind of INCIDENT_KINDS) {
			for (const state of INCIDENT_STATES) {
				const {headline, words, nextStep} = told({kind, state});
				for (const text of [headline, words, nextStep]) expect(text).toMatch(/^[^{}]*\S[^{}]*$/);
			}
		}
	});
});
