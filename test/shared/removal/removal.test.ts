import {afterEach, beforeEach, describe, expect, it} from 'vitest';
import type {TenantCredentials} from '#shared/removal/credentials.ts';
import {releaseAtEsp} from '#shared/removal/index.ts';
import type {Held} from '#shared/removal/removal.ts';
import {startPostmark} from '#test/support/esps/postmark.ts';
import {startSendgrid} from '#test/support/esps/sendgrid.ts';
import {startSes} from '#test/support/esps/ses.ts';

const ODD = [
	'a+b@example.com',
	'per%cent@example.com',
	'sl/ash@example.com',
	"o'neil!(1)*@example.com",
	'jürgen@example.com',
];
const bounced = (...addresses: string[]): Held[] => addresses.map((address) => ({address, reason: 'bounce'}));

/** A clock that goes on while something waits, and the waits. */
function clock(start = Date.now()) {
	let time = start;
	const waits: number[] = [];
	return {
		waits,
		now: () => new Date(time),
		pause: async (milliseconds: number) => {
			waits.push(milliseconds);
			time += milliseconds;
		},
	};
}

let timer: ReturnType<typeof clock>;
let deps: {fetch: typeof fetch; now: () => Date; pause: (milliseconds: number) => Promise<void>};
beforeEach(() => {
	timer = clock();
	deps = {fetch, now: timer.now, pause: timer.pause};
});

describe('SES', () => {
	let ses: Awaited<ReturnType<typeof startSes>>;
	beforeEach(async () => {
		ses = await startSes();
	});
	afterEach(() => ses.stop());
	const release = (held: Held[], credentials: TenantCredentials = {ses: ses.credentials}, more = {}) =>
		releaseAtEsp('ses', held, credentials, {...deps, origin: ses.origin, ...more});

	it('takes addresses off, each signed and percent-encoded', async () => {
		for (const address of ODD) ses.list(address);
		const results = await release(bounced(...ODD));
		expect(results.map(({address, done}) => [address, done])).toEqual(ODD.map((address) => [address, true]));
		expect(ses.listed()).toEqual([]);
		expect(ses.asked.map(({path}) => path)).toContain('/v2/email/suppression/addresses/sl%2Fash%40example.com');
	});

	it('tries the spelling as received first, then the lower-cased one', async () => {
		ses.list('Jo.Smith@example.com');
		ses.list('al@example.com');
		const results = await release(bounced('Jo.Smith@Example.COM', 'AL@example.com'));
		expect(results.every(({done}) => done)).toBe(true);
		expect(ses.listed()).toEqual([]);
		const tried = ses.asked.map(({path}) => decodeURIComponent(path.slice(path.lastIndexOf('/') + 1)));
		expect(tried.toSorted()).toEqual(['AL@example.com', 'Jo.Smith@Example.COM', 'al@example.com']);
	});

	it('an address that is not on the list is as good as done', async () => {
		expect(await release(bounced('new@example.com'))).toEqual([
			{
				address: 'new@example.com',
				esp: 'ses',
				done: true,
				detail: 'It was not on the suppression list in eu-west-1.',
			},
		]);
	});

	it('waits longer each time it is told to slow down, and signs anew', async () => {
		ses.list('jo@example.com');
		ses.trouble.push({status: 429, json: {message: 'Too many requests'}}, {status: 503}, 'hang up');
		expect(await release(bounced('jo@example.com'))).toMatchObject([{done: true}]);
		expect(timer.waits).toEqual([250, 500, 1000]);
	});

	it('gives up after five times, and tells so', async () => {
		ses.trouble.push(...Array.from({length: 5}, () => ({status: 429})));
		expect(await release(bounced('jo@example.com'))).toMatchObject([
			{done: false, detail: 'SES wants fewer calls just now; release it once more in a while.'},
		]);
		expect(ses.asked).toHaveLength(5);
	});

	it('wrong credentials cost one call an address, and are not in what is told', async () => {
		const wrong = {ses: {...ses.credentials, secretAccessKey: 'the-wrong-secret'}};
		const [result] = await release(bounced('jo@example.com'), wrong);
		expect(result).toMatchObject({done: false, detail: expect.stringContaining('does not accept the credentials')});
		expect(JSON.stringify(result)).not.toContain('the-wrong-secret');
		expect(ses.asked).toHaveLength(1);
	});

	it('what the time does not suffice for is told, and not tried', async () => {
		ses.list('first@example.com');
		const deadline = new Date(timer.now().getTime() - 1);
		expect(await release(bounced('first@example.com'), undefined, {deadline})).toEqual([
			{
				address: 'first@example.com',
				esp: 'ses',
				done: false,
				detail: 'Not tried: the time was up; release it once more.',
				again: true,
			},
		]);
		expect(ses.asked).toEqual([]);
	});

	it('an ESP that asks to wait beyond the deadline is not waited for', async () => {
		ses.trouble.push({status: 429, headers: {'retry-after': '60'}});
		const deadline = new Date(timer.now().getTime() + 5_000);
		expect(await release(bounced('jo@example.com'), undefined, {deadline})).toMatchObject([{done: false}]);
		expect(timer.waits).toEqual([]);
	});

	it('calls the host of the region where no other is set', async () => {
		const hosts: string[] = [];
		const spy: typeof fetch = async (input) => {
			hosts.push(input instanceof Request ? input.url : String(input));
			return new Response('{}');
		};
		await release(bounced('jo@example.com'), undefined, {origin: '', fetch: spy});
		expect(hosts).toEqual(['https://email.eu-west-1.amazonaws.com/v2/email/suppression/addresses/jo%40example.com']);
	});
});

describe('SendGrid', () => {
	const BOUNCES = '/v3/suppression/bounces';
	const BLOCKS = '/v3/suppression/blocks';
	let sendgrid: Awaited<ReturnType<typeof startSendgrid>>;
	beforeEach(async () => {
		sendgrid = await startSendgrid();
	});
	afterEach(() => sendgrid.stop());
	const release = (held: Held[], credentials: TenantCredentials = {sendgrid: sendgrid.credentials}) =>
		releaseAtEsp('sendgrid', held, credentials, {...deps, origin: sendgrid.origin});

	it('takes a bounced address off bounces and blocks; 404 is as good as done', async () => {
		for (const address of ODD) sendgrid.list(BOUNCES, address);
		sendgrid.list(BLOCKS, 'a+b@example.com');
		sendgrid.list(BOUNCES, 'other@example.com');
		const results = await release(bounced(...ODD, 'new@example.com'));
		expect(results.map(({done, detail}) => [done, detail])).toEqual([
			[true, 'Taken off bounces and blocks.'],
			...ODD.slice(1).map(() => [true, 'Taken off bounces.']),
			[true, 'It was not on bounces and blocks.'],
		]);
		expect([sendgrid.listed(BOUNCES), sendgrid.listed(BLOCKS)]).toEqual([['other@example.com'], []]);
	});

	it.each(['', ' ', 'nonsense'])(
		'is never asked with the address "%s", which might empty the list',
		async (address) => {
			sendgrid.list(BOUNCES, 'other@example.com');
			expect(await release(bounced(address))).toMatchObject([{done: false}]);
			expect(sendgrid.asked).toEqual([]);
			expect(sendgrid.listed(BOUNCES)).toEqual(['other@example.com']);
		},
	);

	it('one address with trouble costs no other', async () => {
		sendgrid.list(BOUNCES, 'jo@example.com');
		sendgrid.trouble.push({status: 400, json: {errors: [{message: 'not today'}]}});
		const results = await release(bounced('bad@example.com', 'jo@example.com'));
		expect(results.map(({done}) => done).toSorted()).toEqual([false, true]);
		expect(results.find(({done}) => !done)?.detail).toContain('not today');
	});

	it('an unsubscribe is taken off its group, or off the global list', async () => {
		sendgrid.list('/v3/asm/groups/42/suppressions', 'jo@example.com');
		sendgrid.list('/v3/asm/suppressions/global', 'al@example.com');
		const results = await release([
			{address: 'jo@example.com', reason: 'unsubscribe', part: '42'},
			{address: 'al@example.com', reason: 'unsubscribe'},
		]);
		expect(results.map(({detail}) => detail)).toEqual([
			'Taken off unsubscribe group 42.',
			'Taken off global unsubscribes.',
		]);
	});

	it('a complaint is not even asked for', async () => {
		sendgrid.list('/v3/suppression/spam_reports', 'jo@example.com');
		expect(await release([{address: 'jo@example.com', reason: 'complaint'}])).toMatchObject([{done: false}]);
		expect(sendgrid.asked).toEqual([]);
	});

	it('a subuser is named, and the EU has its own host', async () => {
		const theirs = await startSendgrid({subuser: 'acme'});
		theirs.list(BOUNCES, 'jo@example.com');
		const credentials = {sendgrid: theirs.credentials};
		const results = await releaseAtEsp('sendgrid', bounced('jo@example.com'), credentials, {
			...deps,
			origin: theirs.origin,
		});
		expect(results).toMatchObject([{done: true}]);
		await theirs.stop();
		const hosts: string[] = [];
		const spy: typeof fetch = async (input) => {
			hosts.push(input instanceof Request ? new URL(input.url).host : '');
			return new Response(null, {status: 204});
		};
		const eu = {sendgrid: {...theirs.credentials, region: 'eu' as const}};
		await releaseAtEsp('sendgrid', bounced('jo@example.com'), eu, {...deps, fetch: spy});
		expect(hosts).toEqual(['api.eu.sendgrid.com', 'api.eu.sendgrid.com']);
	});
});

describe('Postmark', () => {
	let postmark: Awaited<ReturnType<typeof startPostmark>>;
	beforeEach(async () => {
		postmark = await startPostmark();
	});
	afterEach(() => postmark.stop());
	const release = (held: Held[], credentials: TenantCredentials = {postmark: postmark.credentials}) =>
		releaseAtEsp('postmark', held, credentials, {...deps, origin: postmark.origin});

	it('takes at most 50 in a call, each off the stream that its event named', async () => {
		const many = Array.from({length: 120}, (_, index) => `jo${index}@example.com`);
		for (const address of many) postmark.list('outbound', address);
		postmark.list('broadcast', 'al@example.com');
		const results = await release([
			...bounced(...many),
			{address: 'Al@Example.com', reason: 'bounce', part: 'broadcast'},
		]);
		expect(results.map(({address}) => address)).toEqual([...many, 'Al@Example.com']);
		expect(results.every(({done}) => done)).toBe(true);
		expect([postmark.listed('outbound'), postmark.listed('broadcast')]).toEqual([[], []]);
		expect(postmark.asked.map(({body}) => JSON.parse(body).Suppressions.length).toSorted()).toEqual([1, 20, 50, 50]);
	});

	it('looks at every entry of a 200: a complaint that Postmark keeps is not done', async () => {
		postmark.list('outbound', 'jo@example.com');
		postmark.list('outbound', 'complained@example.com', 'SpamComplaint');
		const results = await release(bounced('jo@example.com', 'complained@example.com'));
		expect(results).toMatchObject([{done: true}, {done: false, detail: expect.stringContaining('required authority')}]);
		expect(postmark.listed('outbound')).toEqual(['complained@example.com']);
	});

	it('an answer without a word on an address, or none at all, is no success', async () => {
		postmark.trouble.push({status: 200, json: {Suppressions: []}}, {status: 200, json: {odd: true}});
		expect(await release(bounced('jo@example.com'))).toMatchObject([{done: false}]);
		expect(await release(bounced('jo@example.com'))).toMatchObject([{done: false}]);
	});

	it('a wrong token fails all of its call', async () => {
		const wrong = {postmark: {...postmark.credentials, serverToken: 'wrong-token'}};
		const results = await release(bounced('jo@example.com', 'al@example.com'), wrong);
		expect(results.map(({done}) => done)).toEqual([false, false]);
		expect(postmark.asked).toHaveLength(1);
	});
});

it('without credentials nothing is asked, and each address is told so', async () => {
	const never: typeof fetch = () => Promise.reject(new Error('asked'));
	for (const esp of ['ses', 'sendgrid', 'postmark'] as const) {
		expect(await releaseAtEsp(esp, bounced('jo@example.com'), {}, {...deps, fetch: never})).toMatchObject([
			{address: 'jo@example.com', esp, done: false, detail: expect.stringContaining('no credentials')},
		]);
	}
});
