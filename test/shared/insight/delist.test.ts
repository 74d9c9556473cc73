import {describe, expect, it} from 'vitest';
import {adviceForIncident} from '#shared/insight/advice-incident.ts';
import {delistRequest} from '#shared/insight/delist.ts';
import {incident} from '#test/support/incidents.ts';

const banned = (response: string, changes = {}) => incident({response, codes: [], ...changes});
const OUTLOOK =
	"550 5.7.1 Unfortunately, messages from [192.0.2.10] weren't sent. Please contact your Internet service provider since part of their network is on our block list (S3140).";

describe('adviceForIncident', () => {
	it.each([
		['microsoft-delist-portal', incident()],
		['microsoft-delist-mail', banned('550 5.7.511 Access denied, banned sender[192.0.2.10].')],
		['outlook-block-list', banned(OUTLOOK, {receiver: 'outlook-consumer', codes: ['S3140']})],
		['ip-banned', banned('554 5.7.1 Your IP is blocked here', {receiver: 'other'})],
		['spamhaus-ip', incident({kind: 'spamhaus-listing', receiver: 'spamhaus'})],
		['spamhaus-helo', incident({kind: 'spamhaus-listing', resource: 'mail.example.org', codes: ['S8001']})],
		['spamhaus-domain', incident({kind: 'spamhaus-listing', resource: 'example.org', codes: []})],
	])('tells %s', (id, about) => {
		expect(adviceForIncident(about).id).toBe(id);
	});

	it('does not take the end of an IP for a status', () => {
		const about = banned('banned sending IP 192.0.2.5.7.606 is no status', {receiver: 'other', senderIp: null});
		expect(adviceForIncident(about).id).toBe('ip-banned');
	});

	it('goes by the newest response where an incident saw several codes', () => {
		const codes = ['5.7.606', 'AS16012609', '5.7.511'];
		expect(adviceForIncident(banned('550 5.7.511 Access denied, banned sender', {codes})).id).toBe(
			'microsoft-delist-mail',
		);
		expect(adviceForIncident(incident({codes})).id).toBe('microsoft-delist-portal');
		expect(adviceForIncident(banned('Access denied', {codes: ['5.7.511']})).id).toBe('microsoft-delist-mail');
	});

	it('names the IP', () => {
		expect(adviceForIncident(incident()).meaning).toContain('192.0.2.10');
		expect(adviceForIncident(incident({resource: 'unknown', senderIp: null})).meaning).toContain('the sending IP');
	});
});

describe('delistRequest', () => {
	it('fills in the portal for 5.7.606 to 5.7.649', () => {
		expect(delistRequest(incident())).toEqual({
			way: 'form',
			url: 'https://sender.office.com/',
			fields: [
				{name: 'Email address', value: '', hint: expect.any(String)},
				{name: 'IP address', value: '192.0.2.10'},
			],
		});
	});

	it('writes the mail for 5.7.511, with the whole response and the IP', () => {
		const response = '550 5.7.511 Access denied, banned sender[192.0.2.10].';
		const request = delistRequest(banned(response));
		expect(request).toMatchObject({
			way: 'mail',
			to: 'delist@microsoft.com',
			subject: 'Delist request for 192.0.2.10',
		});
		expect(JSON.stringify(request)).toContain(response);
		expect(JSON.stringify(request)).toContain('12 messages to 2 recipient domains');
	});

	it("fills in Outlook.com's form for S3140 and S3150", () => {
		const request = delistRequest(banned(OUTLOOK, {receiver: 'outlook-consumer', codes: ['S3140']}));
		expect(request).toMatchObject({way: 'form', url: 'https://olcsupport.office.com/'});
		expect(JSON.stringify(request)).toContain('part of their network');
	});

	it('shows the listing at Spamhaus', () => {
		expect(delistRequest(incident({kind: 'spamhaus-listing', receiver: 'spamhaus'}))).toEqual({
			way: 'lookup',
			url: 'https://check.spamhaus.org/query/ip/192.0.2.10',
			query: '192.0.2.10',
		});
		expect(delistRequest(incident({kind: 'spamhaus-listing', resource: 'mail.example.org'}))).toEqual({
			way: 'lookup',
			url: 'https://check.spamhaus.org/',
			query: 'mail.example.org',
		});
	});

	it('makes up nothing where IP or way are not known', () => {
		expect(delistRequest(incident({resource: 'unknown', senderIp: null}))).toBeNull();
		expect(delistRequest(banned('554 5.7.1 Blocked', {receiver: 'other'}))).toBeNull();
	});
});
