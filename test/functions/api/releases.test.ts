import {afterAll, beforeAll, describe, expect, it} from 'vitest';
import {respond} from '#functions/api/respond.ts';
import type {Means} from '#functions/api/route.ts';
import {ROUTES} from '#functions/api/routes.ts';
import {record} from '#functions/ledger/record.ts';
import {classify} from '#shared/classify/classify.ts';
import type {Event} from '#shared/model/event.ts';
import type {SuppressionRecord} from '#shared/model/suppression.ts';
import type {Held} from '#shared/removal/removal.ts';
import {readSuppressions} from '#shared/store/suppressions.ts';
import {address, bounce, chunk, event, RESPONSES, SETTINGS, tenantId} from '#test/support/events.ts';
import {outgoingInMemory, secretsInMemory} from '#test/support/secrets.ts';
import {type Api, startApi, toEvent} from './caller.ts';

const now = () => new Date('2026-03-05T12:00:00.000Z');
const BAN = 'ip-ban#192.0.2.10#exchange-online';

let api: Api;
beforeAll(async () => {
	api = await startApi();
});
afterAll(() => api.engine.stop());

/** A tenant whose ESPs do what they are asked, and remember it. */
async function setUp(id: string) {
	const tenant = await api.tenant(id);
	const asked: (Held & {esp: string})[] = [];
	const means: Means = {
		store: api.store,
		classify,
		now,
		secrets: secretsInMemory(),
		...outgoingInMemory(),
		removeAtEsp: async (_, esp, held) => {
			asked.push(...held.map((one) => ({...one, esp})));
			return held.map((one) => ({address: one.address, esp, done: one.reason !== 'complaint', detail: 'it was told'}));
		},
	};
	const post = async (path: string, body: object) => {
		const answer = await respond(
			toEvent({method: 'POST', path: `/v1/${path}`, body, key: tenant.manage}),
			means,
			ROUTES,
		);
		return {status: answer.statusCode, body: JSON.parse(answer.body ?? '')};
	};
	/** Asks again until nothing is left, and gives the answers. */
	const all = async (path: string, body: object) => {
		const answers = [];
		let next: string | null = null;
		do {
			const {status, body: answer} = await post(path, next === null ? body : {...body, next});
			expect(status, JSON.stringify(answer)).toBe(200);
			answers.push(answer);
			next = answer.next;
		} while (next !== null);
		return answers;
	};
	const ledger = (events: Event[]) =>
		record([chunk(events, id, '2026-03-02T12:40:00.000Z')], SETTINGS, {
			store: api.store,
			classify,
			tellTrouble: async () => {},
			now: () => new Date('2026-03-02T12:40:00.000Z'),
		});
	const records = async (names: readonly string[]) =>
		new Map(
			[...(await readSuppressions(api.store, tenantId(id), names.map(address)))].map(([name, one]) => [
				String(name),
				one,
			]),
		);
	return {...tenant, asked, post, all, ledger, records};
}

const sum = (answers: readonly {done: number}[]) => answers.reduce((total, {done}) => total + done, 0);
const withoutVersion = ({version: _, ...rest}: SuppressionRecord) => rest;
const names = (count: number, prefix = 'p') =>
	Array.from({length: count}, (_, index) => `${prefix}${index}@example.com`);

describe('a bulk release by a filter', () => {
	it('is previewed, done in rounds, spares what people asked for, and is undone exactly', async () => {
		const {suppress, post, all, records, asked} = await setUp('bulk');
		const people = names(620);
		await Promise.all([
			...people.map((one, index) =>
				suppress(one, {since: `2026-03-02T12:00:00.${String(index % 10).padStart(3, '0')}Z`}),
			),
			suppress('c@example.com', {reason: 'complaint'}),
			suppress('u@example.com', {reason: 'unsubscribe'}),
			suppress('earlier@example.com', {since: '2026-02-01T12:00:00.000Z'}),
			suppress('other-rule@example.com', {rule: 'another'}),
		]);
		const before = await records([...people, 'c@example.com']);
		const filter = {rule: 'some-rule', from: '2026-03-02', to: '2026-03-02'};
		expect((await post('releases/preview', filter)).body).toMatchObject({
			count: 620,
			more: false,
			byReason: {'recipient-unknown': 620},
			filter,
		});
		const answers = await all('releases', {filter, why: 'they were wrongly refused'});
		expect(answers.length).toBeGreaterThan(1);
		expect(sum(answers)).toBe(620);
		const [{release}] = answers;
		expect(answers.every((one) => one.release === release)).toBe(true);
		const after = await records([
			...people,
			'c@example.com',
			'u@example.com',
			'earlier@example.com',
			'other-rule@example.com',
		]);
		expect(
			[...after.values()]
				.filter(({status}) => status === 'active')
				.map(({recipient}) => recipient)
				.sort(),
		).toEqual(['c@example.com', 'earlier@example.com', 'other-rule@example.com', 'u@example.com']);
		expect(asked).toEqual([]);
		expect((await post('releases/preview', filter)).body.count).toBe(0);

		await suppress('p7@example.com', {version: after.get('p7@example.com')?.version, reason: 'recipient-disabled'});
		const undone = await all(`releases/${release}/undo`, {});
		expect(sum(undone)).toBe(619);
		expect(undone.flatMap(({failed}) => failed)).toEqual([
			{address: 'p7@example.com', reason: 'It was changed since.'},
		]);
		const restored = await records(people);
		for (const [name, one] of restored) {
			if (name === 'p7@example.com') expect(one.reason).toBe('recipient-disabled');
			else expect(withoutVersion(one)).toEqual(withoutVersion(before.get(name)!));
		}
		expect(sum(await all(`releases/${release}/undo`, {}))).toBe(0);
	});

	it('takes a complaint along where it is named, with a reason', async () => {
		const {suppress, post, all, records} = await setUp('named');
		await suppress('c@example.com', {reason: 'complaint'});
		await suppress('u@example.com', {reason: 'unsubscribe'});
		expect(await post('releases/preview', {reason: 'complaint'})).toMatchObject({
			status: 400,
			body: {field: 'includeComplaints'},
		});
		const filter = {domain: 'EXAMPLE.com', includeComplaints: ['complaint']};
		expect((await post('releases/preview', filter)).body).toMatchObject({count: 1, byReason: {complaint: 1}});
		expect(await post('releases', {filter, why: 'oops'})).toMatchObject({status: 400, body: {field: 'why'}});
		expect(sum(await all('releases', {filter, why: 'the button was pressed by mistake'}))).toBe(1);
		expect((await records(['u@example.com'])).get('u@example.com')?.status).toBe('active');
	});

	it('wants to know which, and keeps tenants apart', async () => {
		const {post, all, suppress} = await setUp('choosy');
		const stranger = await setUp('stranger');
		await suppress('a@example.com');
		expect((await post('releases/preview', {})).status).toBe(400);
		expect((await post('releases', {filter: {}, why: 'all of them'})).status).toBe(400);
		const [{release}] = await all('releases', {filter: {domain: 'example.com'}, why: 'they are back'});
		expect((await stranger.post(`releases/${release}/undo`, {})).status).toBe(404);
		expect((await stranger.post('releases/preview', {domain: 'example.com'})).body.count).toBe(0);
		expect((await post(`releases/${release}/undo`, {next: 'nonsense'})).body.field).toBe('next');
	});
});

describe('after an IP ban', () => {
	it('the good addresses that the ESPs hold are found and released there; whoever complained stays', async () => {
		const {ledger, post, all, asked, suppress, records} = await setUp('banned');
		const esps = ['ses', 'sendgrid', 'postmark'] as const;
		const people = names(240, 'good');
		const ban = (recipient: string, index: number) =>
			bounce({
				esp: esps[index % 3],
				recipient,
				...(index === 1 ? {recipientAsReceived: 'Good1@Example.com'} : {}),
				diagnostic: RESPONSES.banned('192.0.2.10'),
				senderIp: '192.0.2.10',
				heldByEsp: true,
			});
		await ledger([
			...people.map(ban),
			ban('good0@example.com', 0),
			ban('complained@example.com', 0),
			event('complaint', {esp: 'ses', recipient: 'complained@example.com'}),
			ban('dead@example.com', 0),
			bounce({esp: 'ses', recipient: 'dead@example.com'}),
			bounce({esp: 'ses', recipient: 'gone@example.com', heldByEsp: true}),
		]);
		await suppress('good2@example.com', {reason: 'import', esp: 'postmark'});
		const filter = {incident: BAN};
		expect((await post('releases/preview', filter)).body).toMatchObject({
			count: 240,
			byReason: {'held by the ESP': 239, import: 1},
		});
		const answers = await all('releases', {filter, why: 'the ban is lifted', atEsp: true});
		expect(sum(answers)).toBe(240);
		expect(asked).toHaveLength(240);
		expect(asked).toContainEqual({esp: 'sendgrid', address: 'Good1@Example.com', reason: 'bounce'});
		expect(asked.map((one) => one.address)).not.toContain('complained@example.com');
		const kept = await records(['complained@example.com', 'dead@example.com', 'good2@example.com']);
		expect(kept.get('complained@example.com')).toMatchObject({status: 'active', reason: 'complaint'});
		expect(kept.get('dead@example.com')?.status).toBe('active');
		expect(kept.get('good2@example.com')).toMatchObject({status: 'released', heldByEsp: false});
		expect((await post('releases/preview', filter)).body.count).toBe(0);
	});
});
