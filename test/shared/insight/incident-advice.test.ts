import fc from 'fast-check';
import {describe, expect, it} from 'vitest';
import {adviceForIncident} from '#shared/insight/advice-incident.ts';
import {delistRequest} from '#shared/insight/delist.ts';
import {INCIDENT_KINDS} from '#shared/model/incident.ts';
import {incident} from '#test/support/incidents.ts';

const S3150 =
	"550 5.7.1 Unfortunately, messages from [192.0.2.10] weren't sent. Please contact your Internet service provider since part of their network is on our block list (S3150).";
const network = incident({
	resource: '192.0.2.0/24',
	receiver: 'outlook-consumer',
	response: S3150,
	codes: ['5.7.1', 'S3150'],
});
const trend = {
	since: '2026-03-02T09',
	to: '2026-03-02T12',
	bad: 12,
	total: 90,
	rate: 12 / 90,
	usual: null,
	words: 'w',
	follows: 'f',
};
const account = (response: string) =>
	incident({kind: 'account-ban', resource: 'example.org', response, codes: [], receiver: 'exchange-online'});

describe('advice for each kind', () => {
	it.each([
		['outlook-network', network],
		['throttling-microsoft-365', incident({kind: 'throttling'})],
		['throttling-outlook', incident({kind: 'throttling', receiver: 'outlook-consumer'})],
		['throttling', incident({kind: 'throttling', receiver: 'any'})],
		['list-quality', incident({kind: 'list-quality', resource: 'all', receiver: 'any'})],
		['complaints', incident({kind: 'complaints', resource: 'all', receiver: 'any'})],
		['authentication', incident({kind: 'authentication', resource: 'example.org', receiver: 'any'})],
		['ip-blocklisted', incident({kind: 'blocklist', receiver: 'barracuda', response: '554 listed', codes: []})],
		['domain-blocklisted', incident({kind: 'blocklist', receiver: 'surbl', resource: 'example.org', codes: []})],
		['restricted-user', account('550 5.1.8 Access denied, bad outbound sender')],
		['tenant-threshold', account('550 5.7.705 Access denied, tenant has exceeded threshold')],
		['tenant-ip-reputation', account('550 5.7.708 Access denied, traffic not accepted from this IP')],
		['unregistered-domain', account('550 5.7.750 Client blocked from sending from unregistered domain')],
		['sender-banned', account('550 Your account is blocked')],
	])('%s', (id, about) => {
		expect(adviceForIncident(about).id).toBe(id);
	});

	it('says of the checks that fail what to do, and of no others', () => {
		const failing = {domain: 'news.example.org', checks: ['DKIM']};
		const told = adviceForIncident(
			incident({kind: 'authentication', resource: 'example.org', receiver: 'any', trend: {...trend, failing}}),
		);
		expect(told.meaning).toContain('news.example.org');
		expect(told.steps.filter((step) => /^(SPF|DKIM|DMARC):/.test(step)).map((step) => step.split(':')[0])).toEqual([
			'DKIM',
		]);
		const untold = adviceForIncident(incident({kind: 'authentication', resource: 'example.org', receiver: 'any'}));
		expect(untold.steps.filter((step) => /^(SPF|DKIM|DMARC):/.test(step))).toHaveLength(3);
	});

	it('links to the list that it is about', () => {
		const told = adviceForIncident(incident({kind: 'blocklist', receiver: 'spamcop', codes: [], response: 'listed'}));
		expect(told.links.map(({url}) => url)).toEqual(['https://www.spamcop.net/w3m?action=checkblock&ip=192.0.2.10']);
	});

	it('is whole for whatever stands in an incident', () => {
		fc.assert(
			fc.property(
				fc.constantFrom(...INCIDENT_KINDS),
				fc.oneof(fc.string(), fc.constantFrom('all', 'unknown', '192.0.2.0/24', 'example.org', '2001:db8::1')),
				fc.oneof(fc.string(), fc.constantFrom('any', 'other', '__proto__', 'constructor')),
				fc.option(fc.constant(trend), {nil: undefined}),
				(kind, resource, receiver, found) => {
					const about = incident({kind, resource, receiver, trend: found});
					const advice = adviceForIncident(about);
					expect(advice.steps.length).toBeGreaterThan(0);
					expect([advice.meaning, advice.who, ...advice.steps].join(' ')).not.toMatch(/undefined|\{\w+\}/);
					for (const {url} of advice.links) expect(URL.canParse(url)).toBe(true);
					const request = delistRequest(about);
					expect(request === null || request.way === 'mail' || URL.canParse(request.url)).toBe(true);
				},
			),
			{numRuns: 300},
		);
	});
});

describe('a request for removal', () => {
	it('names the network where the response speaks of it', () => {
		const request = delistRequest(network);
		expect(request).toMatchObject({way: 'form', url: 'https://olcsupport.office.com/'});
		expect(JSON.stringify(request)).toContain('192.0.2.10 (network 192.0.2.0/24)');
	});

	it('leads to the page of the list', () => {
		expect(delistRequest(incident({kind: 'blocklist', receiver: 'proofpoint'}))).toEqual({
			way: 'lookup',
			url: 'https://ipcheck.proofpoint.com/?ip=192.0.2.10',
			query: '192.0.2.10',
		});
		expect(delistRequest(incident({kind: 'blocklist', receiver: 'surbl', resource: 'example.org'}))).toEqual({
			way: 'lookup',
			url: 'https://surbl.org/surbl-analysis',
			query: 'example.org',
		});
		expect(delistRequest(incident({kind: 'blocklist', receiver: 'somebody'}))).toBeNull();
	});

	it('is none where nobody can be asked', () => {
		for (const kind of ['throttling', 'list-quality', 'authentication', 'complaints', 'account-ban']) {
			expect(delistRequest(incident({kind}))).toBeNull();
		}
	});
});
