import {ScanCommand} from '@aws-sdk/lib-dynamodb';
import {afterAll, beforeAll, expect, it} from 'vitest';
import {record} from '#functions/ledger/record.ts';
import {troubleTeller} from '#functions/ledger/trouble.ts';
import {classify} from '#shared/classify/classify.ts';
import {unpacked} from '#shared/store/packed.ts';
import {bounce, chunk, event, RESPONSES, SETTINGS} from '#test/support/events.ts';
import {type Api, startApi} from './caller.ts';

let api: Api;
beforeAll(async () => {
	api = await startApi();
});
afterAll(() => api.engine.stop());

/** All that stands in all tables, as one text in small letters, but for what is another tenant's. */
async function everything(except: string): Promise<string> {
	const tables = Object.values(api.store.tables);
	const items = await Promise.all(
		tables.map(async (TableName) => {
			const found = [];
			let from: Record<string, unknown> | undefined;
			do {
				const answer = await api.store.client.send(new ScanCommand({TableName, ExclusiveStartKey: from}));
				found.push(...(answer.Items ?? []).map((item) => JSON.stringify({...item, ...unpacked(item.gathered)})));
				from = answer.LastEvaluatedKey;
			} while (from !== undefined);
			return found;
		}),
	);
	return items
		.flat()
		.filter((item) => !item.includes(except))
		.join('\n')
		.toLowerCase();
}

it('leaves no trace of the person in any table, and the address is still not mailed', async () => {
	const acme = await api.tenant('acme');
	const other = await api.tenant('other');
	const now = () => new Date('2026-03-02T12:40:00.000Z');
	const person = 'jane.roe@example.com';
	const ban = `550 5.7.606 Access denied, banned sending IP [192.0.2.10] <Jane.Roe@Example.com>; see https://sender.office.com/`;
	const events = [
		bounce({recipient: person, recipientAsReceived: 'Jane.Roe@Example.com'}),
		bounce({
			recipient: person,
			diagnostic: '550 5.1.1 jane.roe: no such user here (<Jane.Roe@Example.com>)',
			eventId: 'a',
		}),
		bounce({recipient: person, diagnostic: RESPONSES.full}),
		event('complaint', {recipient: person}),
		bounce({recipient: person, diagnostic: ban, senderIp: '192.0.2.10', heldByEsp: true}),
		bounce({recipient: 'neighbor@example.com'}),
	];
	for (const tenant of ['acme', 'other']) {
		const tellTrouble = troubleTeller(api.store, now);
		await record([chunk(events, tenant)], SETTINGS, {store: api.store, classify, now, tellTrouble});
	}
	const release = {addresses: [person], why: 'she asked for it herself', complaints: true};
	await api.say({method: 'POST', path: '/v1/suppressions/release', key: acme.manage, body: release});
	await api.say({method: 'POST', path: '/v1/suppressions', key: acme.manage, body: {address: person, why: 'and back'}});
	expect(await everything('other')).toContain('jane.roe');

	const path = `/v1/recipients/${encodeURIComponent('Jane Roe <JANE.ROE@example.com>')}`;
	expect(await api.say({method: 'DELETE', path: `${path}?why=gdpr+of+${person}`, key: acme.manage})).toMatchObject({
		status: 200,
		body: {erased: {record: true, events: 5, changes: 2, incidents: 1}},
	});

	const left = await everything('other');
	expect(left).toContain('sample#'); // of what went wrong with the mail, without whom it was for
	expect(left).not.toContain('jane.roe');
	expect(left).not.toContain('example.com@jane');
	expect(left).toContain('neighbor');
	expect((await api.say({path: `/v1/suppressions/${person}`, key: acme.read})).body).toMatchObject({
		verdict: 'do not send',
		suppressed: true,
		status: 'erased',
		record: null,
		events: [],
		changes: [],
	});
	const addresses = [person, 'Jane <JANE.roe@Example.com>', 'neighbor@example.com', 'new@example.com'];
	const check = await api.say({method: 'POST', path: '/v1/suppressions/check', key: acme.read, body: {addresses}});
	expect(check.body.results.map(({status}: {status: string}) => status)).toEqual([
		'erased',
		'erased',
		'active',
		'none',
	]);
	expect((await api.say({path: '/v1/audit', key: acme.read})).body.entries).toMatchObject([
		{action: 'erase', key: 'manager'},
	]);
	expect((await api.say({path: `/v1/suppressions/${person}`, key: other.read})).body).toMatchObject({
		status: 'active',
		reason: 'complaint',
	});
	expect((await api.say({method: 'DELETE', path, key: acme.manage})).body).toMatchObject({
		erased: {record: false, events: 0},
	});
	expect((await api.say({method: 'DELETE', path: '/v1/recipients/nobody', key: acme.manage})).status).toBe(400);
});
