import {openapiOf} from '#functions/api/openapi.ts';
import {DESCRIPTIONS} from '#functions/api/openapi-descriptions.ts';
import {ROUTES} from '#functions/api/routes.ts';
import {classify} from '#shared/classify/classify.ts';
import {adviceFor} from '#shared/insight/advice.ts';
import {INSIGHT} from './console-insight.ts';
import {fakeWebhooks} from './console-webhooks.ts';

/** One address that the stand-in knows. */
export interface Known {
	readonly address: string;
	readonly status: 'active' | 'watching' | 'released';
	readonly reason: string;
	readonly meaning: string;
	readonly esp: 'ses' | 'sendgrid' | 'postmark';
	readonly response: string;
	readonly heldByEsp: boolean;
	readonly rule: string;
}

interface Said {
	readonly method?: string;
	readonly path: string;
	readonly authorization?: string;
	readonly raw?: string | Uint8Array;
}

// biome-ignore lint/suspicious/noExplicitAny: bodies and answers of every shape
type Json = any;

const SINCE = '2026-03-02T09:30:00.000Z';

export const READ_KEY = 'bl_acme_0123456789abcdefghijklmnopqrstuvwxyz-_ABCDE';
export const MANAGE_KEY = 'bl_acme_ABCDE0123456789abcdefghijklmnopqrstuvwxyz-_';

/** Reasons that a stand-in's addresses have in turn: what the receiving server said, and what it means. */
const REASONS = [
	['recipient-unknown', 'No such mailbox.', '550 5.1.1 The email account that you tried to reach does not exist.'],
	[
		'mailbox-full',
		'The mailbox is over its quota.',
		'452 4.2.2 The email account that you tried to reach is over quota.',
	],
	['complaint', 'The recipient reported it as spam.', ''],
	['unsubscribe', 'The recipient unsubscribed.', ''],
	[
		'recipient-disabled',
		'The mailbox is disabled.',
		'550 5.2.1 The email account that you tried to reach is disabled.',
	],
] as const;

const ESPS = ['ses', 'sendgrid', 'postmark'] as const;
const NAMES = ['anna', 'ben', 'carla', 'dmitri', 'elif', 'farah', 'george', 'hana', 'ines', 'jonas'];
const DOMAINS = ['contoso.example', 'fabrikam.example', 'example.com', 'tailspin.example'];

/** So many made-up suppressions. */
export function people(many: number): Known[] {
	return Array.from({length: many}, (_, index) => {
		const [reason, meaning, response] = REASONS[index % REASONS.length] ?? REASONS[0];
		return {
			address: `${NAMES[index % NAMES.length]}.${index}@${DOMAINS[index % DOMAINS.length]}`,
			status: reason === 'mailbox-full' ? 'watching' : index % 11 === 10 ? 'released' : 'active',
			reason,
			meaning,
			response,
			esp: ESPS[index % ESPS.length] ?? 'ses',
			heldByEsp: index % 3 === 0,
			rule: response === '' ? '' : classify({text: response}).rule,
		};
	});
}

function record(known: Known): Json {
	const {rule, response, ...rest} = known;
	return {
		...rest,
		parts: null,
		since: SINCE,
		lastSeenAt: SINCE,
		count: 3,
		response: response === '' ? null : response,
		rule: rule === '' ? null : rule,
	};
}

const verdictOf = (known: Known | undefined) =>
	known === undefined || known.status === 'released' ? 'send' : known.status === 'watching' ? 'risky' : 'do not send';

/**
 * A stand-in for the API that keeps its contract in memory: for the page's states that are hard to bring about for real. Every
 * answer can be replaced by `fail`.
 */
export function fakeApi(known: readonly Known[]) {
	const list = new Map(known.map((each) => [each.address, each]));
	const audit: Json[] = [];
	const failing = new Map<string, {status: number; body: Json}>();
	const asked: {route: string; path: string; body: Json}[] = [];
	const releases = new Map<string, string[]>();
	const erased = new Set<string>();
	const credentials = new Set<string>();
	const settings = {
		softBounceThreshold: 3,
		softBounceWindowDays: 30,
		automaticSuppressionDays: null,
		complaintStopsTransactional: true,
		unsubscribeStopsTransactional: false,
		alertCooldownHours: 24,
		incidentQuietHours: 24,
		alertsPerHour: 12,
		mutedKinds: [],
		leastRates: {complaints: 0.002},
	};

	const note = (action: string, address: string | undefined, why: string, was?: Known, is?: Known, release?: string) =>
		audit.unshift({
			at: new Date(Date.parse(SINCE) + audit.length * 60_000).toISOString(),
			key: 'marketing',
			action,
			address,
			why,
			before: was === undefined ? null : record(was),
			after: is === undefined ? null : record(is),
			release,
		});
	const letGo = (address: string, why: string, release?: string) => {
		const was = list.get(address);
		if (was === undefined) return;
		const is: Known = {...was, status: 'released'};
		list.set(address, is);
		note('release', address, why, was, is, release);
	};
	const wish = (each: Known) => each.reason === 'complaint' || each.reason === 'unsubscribe';

	const why = (address: string): Json => {
		const one = list.get(address);
		const advice =
			one === undefined || one.response === ''
				? null
				: adviceFor({...classify({text: one.response}), text: one.response});
		return {
			address,
			verdict: erased.has(address) ? 'do not send' : verdictOf(one),
			suppressed: verdictOf(one) === 'do not send',
			status: erased.has(address) ? 'erased' : (one?.status ?? 'none'),
			words: one?.meaning ?? 'Nothing is known against it.',
			record: one === undefined ? null : record(one),
			watching: one?.status === 'watching' ? {count: 2, threshold: 3, windowDays: 30} : null,
			advice,
			esp:
				one === undefined
					? null
					: {
							name: one.esp,
							holds: one.heldByEsp,
							howToRelease: `aws sesv2 delete-suppressed-destination --email-address ${address}`,
						},
			events:
				one === undefined
					? []
					: [
							{
								occurredAt: SINCE,
								kind: one.response === '' ? one.reason : 'bounce',
								esp: one.esp,
								diagnostic: one.response === '' ? null : one.response,
								category: one.reason,
							},
							{occurredAt: '2026-02-20T10:00:00.000Z', kind: 'delivery', esp: one.esp, diagnostic: '250 2.0.0 OK'},
						],
			changes: audit.filter((entry) => entry.address === address),
		};
	};
	const page = (all: readonly Json[], query: URLSearchParams) => {
		const from = Number(query.get('cursor') ?? 0);
		const limit = Number(query.get('limit') ?? 100);
		return {some: all.slice(from, from + limit), next: from + limit < all.length ? String(from + limit) : null};
	};
	const fits = (filter: (name: string) => string | null | undefined) => (each: Known) =>
		(['status', 'reason', 'esp', 'rule'] as const).every((name) => !filter(name) || filter(name) === each[name]) &&
		(!filter('domain') || each.address.endsWith(`@${filter('domain')}`)) &&
		(!filter('incident') || each.heldByEsp);

	const routes: Readonly<Record<string, (about: string, query: URLSearchParams, body: Json, role: string) => Json>> = {
		'GET /v1/openapi.json': () => openapiOf(ROUTES, DESCRIPTIONS),
		'GET /v1/key': (_about, _query, _body, role) => ({tenant: 'acme', key: 'marketing', role}),
		'POST /v1/suppressions/check': (_about, _query, {addresses}) => {
			const results = addresses.map((given: string, index: number) => {
				const address = /[^\s<>]+@[^\s<>]+/.exec(given)?.[0]?.toLowerCase();
				if (address === undefined) return {index, address: null, given, verdict: 'no address'};
				const one = list.get(address);
				if (one === undefined) return {index, address, verdict: 'send', status: 'none'};
				const {status, reason, meaning} = one;
				return {index, address, verdict: verdictOf(one), status, reason, meaning, since: SINCE};
			});
			return {results, totals: {}};
		},
		'GET /v1/suppressions': (_about, query) => {
			const {some, next} = page([...list.values()].filter(fits((name) => query.get(name))).map(record), query);
			return {suppressions: some, next};
		},
		'GET /v1/suppressions/export': (_about, query) => {
			const {some, next} = page([...list.values()].filter(fits((name) => query.get(name))), query);
			return {
				leftOut: [],
				text: `address,reason\r\n${some.map(({address, reason}) => `${address},${reason}\r\n`).join('')}`,
				next,
			};
		},
		'GET /v1/suppressions/': why,
		'POST /v1/suppressions': (_about, _query, {address, why: because}) => {
			const is: Known = {
				address,
				status: 'active',
				reason: 'manual',
				meaning: 'Somebody put the address on the list by hand.',
				esp: 'ses',
				response: '',
				heldByEsp: false,
				rule: '',
			};
			list.set(address, is);
			note('add', address, because, undefined, is);
			return {...record(is), added: true};
		},
		'POST /v1/suppressions/import': (_about, _query, {entries}) => {
			const fresh = entries.filter(({address}: Json) => !list.has(address));
			for (const {address, reason} of fresh) {
				const meaning = 'The address came with an imported list.';
				list.set(address, {...people(1)[0], address, reason: reason ?? 'import', meaning} as Known);
			}
			return {added: fresh.length, unchanged: entries.length - fresh.length, refused: []};
		},
		'POST /v1/suppressions/release': (_about, _query, {addresses, why: because, complaints, atEsp}) => ({
			results: addresses.map((address: string) => {
				const one = list.get(address);
				if (one === undefined) return {address, released: false, reason: 'It is not on the list.'};
				if (wish(one) && complaints !== true) return {address, released: false, reason: 'The person complained.'};
				letGo(address, because);
				return {
					address,
					released: true,
					...(atEsp === true ? {atEsp: {esp: one.esp, done: false, detail: 'no credentials are set'}} : {}),
				};
			}),
		}),
		'POST /v1/releases/preview': (_about, _query, filter) => {
			const named: string[] = filter.includeComplaints ?? [];
			const meant = [...list.values()]
				.filter(fits((name) => filter[name]))
				.filter((each) => each.status !== 'released' && (!wish(each) || named.includes(each.reason)));
			const byReason: Record<string, number> = {};
			for (const {reason} of meant) byReason[reason] = (byReason[reason] ?? 0) + 1;
			return {
				count: meant.length,
				byReason,
				more: false,
				sample: meant.slice(0, 20).map(({address, reason}) => ({address, reason, since: SINCE})),
				filter,
			};
		},
		'POST /v1/releases': (_about, _query, {filter, why: because, next}) => {
			const id = next ?? `release-${releases.size + 1}`;
			const named: string[] = filter.includeComplaints ?? [];
			const meant = [...list.values()]
				.filter(fits((name) => filter[name]))
				.filter((each) => each.status !== 'released' && (!wish(each) || named.includes(each.reason)));
			const some = meant.slice(0, 500).map(({address}) => address);
			for (const address of some) letGo(address, because, id);
			releases.set(id, [...(releases.get(id) ?? []), ...some]);
			return {release: id, done: some.length, failed: [], next: meant.length > some.length ? id : null};
		},
		'POST /v1/releases/': (about) => {
			const id = about.replace(/\/undo$/, '');
			const some = releases.get(id) ?? [];
			for (const address of some) {
				const was = list.get(address);
				if (was === undefined) continue;
				const is: Known = {...was, status: 'active'};
				list.set(address, is);
				note('undo-release', address, '', was, is, id);
			}
			return {release: id, done: some.length, failed: [], next: null};
		},
		'GET /v1/audit': (_about, query) => {
			const meant = audit.filter(({address}) => query.get('address') === null || address === query.get('address'));
			const {some, next} = page(meant, query);
			return {entries: some, next};
		},
		'GET /v1/settings': () => settings,
		'PUT /v1/settings': (_about, _query, {why: _why, ...named}) => Object.assign(settings, named),
		'GET /v1/esp-credentials/': (esp) => ({esp, set: credentials.has(esp)}),
		'PUT /v1/esp-credentials/': (esp) => {
			credentials.add(esp);
			return {esp, set: true};
		},
		'DELETE /v1/esp-credentials/': (esp) => {
			credentials.delete(esp);
			return {esp, set: false};
		},
		'DELETE /v1/recipients/': (address) => {
			list.delete(address);
			erased.add(address);
			return {erased: {record: true, events: 2, changes: 0, incidents: 0}, verdict: 'do not send'};
		},
		...INSIGHT,
		...fakeWebhooks(),
	};

	return {
		list,
		audit,
		asked,
		/** From now on this route answers so. */
		fail: (route: string, status: number, body: Json = {detail: 'as the test wants it'}) =>
			failing.set(route, {status, body}),
		mend: () => failing.clear(),
		say: async ({method = 'GET', path, authorization = '', raw = ''}: Said) => {
			const [rawPath = '', rawQuery = ''] = path.split('?');
			const exact = `${method} ${rawPath}`;
			const prefix = Object.keys(routes).find((route) => route.endsWith('/') && exact.startsWith(route));
			const route = exact in routes ? exact : (prefix ?? exact);
			const body = raw === '' ? {} : JSON.parse(String(raw));
			asked.push({route, path, body});
			const told = failing.get(route);
			if (told !== undefined) return {...told, headers: {}};
			const role = new Map([
				[`Bearer ${READ_KEY}`, 'read'],
				[`Bearer ${MANAGE_KEY}`, 'manage'],
			]).get(authorization);
			if (role === undefined && !route.endsWith('openapi.json'))
				return {status: 401, headers: {}, body: {detail: 'no key'}};
			const answer = routes[route];
			if (answer === undefined) return {status: 404, headers: {}, body: {detail: 'no such route'}};
			const about = decodeURIComponent(exact.slice(route.length));
			const said = answer(about, new URLSearchParams(rawQuery), body, role ?? '');
			if (said === undefined) return {status: 404, headers: {}, body: {detail: 'There is no such thing.'}};
			return {status: 200, headers: {}, body: said};
		},
	};
}
export type FakeApi = ReturnType<typeof fakeApi>;
