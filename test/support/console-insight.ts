import {attributionAnswer} from '#functions/api/answers/attribution.ts';
import {incidentAnswer, incidentsAnswer} from '#functions/api/answers/incident.ts';
import {overviewAnswer} from '#functions/api/answers/overview.ts';
import {reputationAnswer, seriesAnswer} from '#functions/api/answers/reputation.ts';
import {inList, inShort} from '#functions/api/describe-incident.ts';
import {attribute, attributeClusters} from '#shared/insight/attribution.ts';
import {bounceGroup, reputationOf} from '#shared/insight/rates.ts';
import {scoreOf} from '#shared/insight/score.ts';
import {standingsOf} from '#shared/insight/thresholds.ts';
import {WINDOWS, type WindowName, windowAt} from '#shared/insight/windows.ts';
import {isCategory} from '#shared/model/category.ts';
import type {Incident} from '#shared/model/incident.ts';
import {DIMENSIONS, type Dimension, type Metric} from '#shared/model/reputation.ts';
import {incident} from './incidents.ts';

/** What the stand-in's tenant went through: a poisoned IP, its ban, one organization's rule, and an older listing. */

const NOW = new Date('2026-03-08T12:20:00.000Z');
const HOUR = 3_600_000;

// biome-ignore lint/suspicious/noExplicitAny: answers of every shape
type Json = any;

/** Messages of one hour, that many hours ago: more by day, a ban in the last ten hours. */
function hourOf(ago: number): Map<Metric, number> {
	const time = new Date(NOW.getTime() - ago * HOUR);
	const busy = 40 + 30 * Math.sin((Math.PI * (time.getUTCHours() - 6)) / 12);
	const banned = ago < 10 ? Math.round(busy / 3) : 0;
	return new Map<Metric, number>([
		['delivered', Math.round(busy) - banned],
		['bounced.ip-banned', banned],
		['bounced.recipient-unknown', ago % 5 === 0 ? 2 : 0],
		['bounced.mailbox-full', ago % 7 === 0 ? 1 : 0],
		['bounced.organization-policy', ago % 24 === 3 ? 3 : 0],
		['bounced.content-rejected', ago % 31 === 2 ? 1 : 0],
		['bounced.domain-unknown', ago % 29 === 2 ? 1 : 0],
		['bounced.expired', ago % 37 === 2 ? 1 : 0],
		['bounced.sender-dns', ago % 41 === 2 ? 1 : 0],
		['deferred.ip-throttled', ago < 40 ? 4 : 0],
		['complained', ago % 60 === 1 ? 1 : 0],
		['unsubscribed', ago % 12 === 1 ? 1 : 0],
	]);
}

function added(some: readonly ReadonlyMap<Metric, number>[]): Map<Metric, number> {
	const counts = new Map<Metric, number>();
	for (const one of some) for (const [metric, count] of one) counts.set(metric, (counts.get(metric) ?? 0) + count);
	return counts;
}

const hours = (from: number, many: number) => Array.from({length: many}, (_, index) => hourOf(from - index));

function row(from: string, counts: ReadonlyMap<Metric, number>): Json {
	const of = (metric: Metric) => counts.get(metric) ?? 0;
	const bounced = {dead: 0, block: 0, other: 0};
	const categories: Record<string, number> = {};
	let deferred = 0;
	for (const [metric, count] of counts) {
		const [head, category] = metric.split('.');
		if (head === 'deferred') deferred += count;
		if (head !== 'bounced' || count === 0 || category === undefined || !isCategory(category)) continue;
		bounced[bounceGroup(category)] += count;
		categories[category] = count;
	}
	return {
		from,
		delivered: of('delivered'),
		complained: of('complained'),
		unsubscribed: of('unsubscribed'),
		deferred,
		bounced,
		categories,
	};
}

/** The rows of a window: hours, or days for 30 days. */
function seriesOf(window: WindowName): Json[] {
	const many = WINDOWS[window].hours;
	const each = window === '30d' ? 24 : 1;
	return Array.from({length: many / each}, (_, index) => {
		const ago = many - 1 - index * each;
		return row(new Date(NOW.getTime() - ago * HOUR).toISOString().slice(0, 13), added(hours(ago, each)));
	});
}

const BAN = incident({
	openedAt: '2026-03-08T02:40:00.000Z',
	lastSeenAt: '2026-03-08T12:10:00.000Z',
	count: 214,
	domains: Array.from({length: 14}, (_, index) => ({domain: `company-${index}.example`, count: 30 - 2 * index})),
	otherDomains: 3,
	regions: ['EUR05', 'NAM12'],
	timeline: [
		{at: '2026-03-08T02:40:00.000Z', what: 'opened', words: 'Microsoft 365 refused 3 messages.'},
		{at: '2026-03-08T08:40:00.000Z', what: 'worse', words: 'Five times as many recipient domains as before.'},
		{at: '2026-03-08T10:00:00.000Z', what: 'listed', words: 'zen.spamhaus.org lists 192.0.2.10.'},
	],
	samples: [
		{
			at: '2026-03-08T02:40:00.000Z',
			response:
				'550 5.7.606 Access denied, banned sending IP [192.0.2.10]. To request removal from this list please visit https://sender.office.com/ (AS16012609)',
			rule: 'eop-banned-ip',
			domain: 'company-1.example',
			region: 'EUR05',
		},
	],
	evidence: {
		at: '2026-03-08T10:00:00.000Z',
		checks: [
			{check: 'reverse-dns', about: '192.0.2.10', verdict: 'good', found: 'mail.example.com', words: 'It has a name.'},
			{check: 'list:zen.spamhaus.org', about: '192.0.2.10', verdict: 'bad', found: '127.0.0.3', words: 'It is listed.'},
			{check: 'dmarc', about: 'example.com', verdict: 'unknown', words: 'The name server did not answer in time.'},
		],
	},
});
const POLICY = incident({
	id: 'blocklist#192.0.2.11#contoso.example',
	kind: 'blocklist',
	resource: '192.0.2.11',
	receiver: 'barracuda',
	state: 'easing',
	episode: 2,
	openedAt: '2026-03-06T09:00:00.000Z',
	heldByEsp: 0,
});
const OLD = incident({
	id: 'spamhaus-listing#sender.example#spamhaus',
	kind: 'spamhaus-listing',
	resource: 'sender.example',
	receiver: 'spamhaus',
	state: 'resolved',
	openedAt: '2026-02-20T09:00:00.000Z',
	lastSeenAt: '2026-02-20T18:00:00.000Z',
	resolvedAt: '2026-02-21T18:00:00.000Z',
	senderIp: null,
	heldByEsp: 0,
	response: '550 5.7.1 Service unavailable; sender.example is listed by Spamhaus DBL',
});
const SLOWED = incident({
	id: 'throttling#192.0.2.12#any',
	kind: 'throttling',
	resource: '192.0.2.12',
	receiver: 'any',
	openedAt: '2026-03-07T20:15:00.000Z',
	lastSeenAt: '2026-03-08T11:50:00.000Z',
	count: 61,
	response: '451 4.7.650 The mail server [192.0.2.12] has been temporarily rate limited due to IP reputation.',
	regions: [],
	heldByEsp: 0,
	trend: {
		since: '2026-03-07T18',
		to: '2026-03-08T11',
		bad: 61,
		total: 480,
		rate: 0.127,
		usual: {rate: 0.004, deviation: 0.002, stretches: 20},
		words: '192.0.2.12 is slowed down: 61 of 480 attempts in the last 6 hours (12.7 %, usually 0.4 %).',
		follows: 'Lower the volume to what it was before.',
	},
});
const ALL = [BAN, POLICY, SLOWED, OLD];

const PLACES = [
	{domain: 'contoso.example', blocked: 90, delivered: 4, microsoft365: true},
	{domain: 'fabrikam.example', blocked: 60, delivered: 12, microsoft365: true},
	...Array.from({length: 14}, (_, index) => ({
		domain: `company-${index}.example`,
		blocked: 14 - index,
		delivered: 20 + index,
		microsoft365: index % 2 === 0,
	})),
	{domain: 'gmail.com', blocked: 0, delivered: 900, microsoft365: false},
];
const CLUSTERS = [
	{region: 'EUR05', blocked: 120, delivered: 10},
	{region: 'NAM12', blocked: 60, delivered: 20},
	{region: 'APC01', blocked: 1, delivered: 40},
];

function attributionOf(window: WindowName): Json {
	const microsoft365 = new Set(PLACES.flatMap((place) => (place.microsoft365 ? [place.domain] : [])));
	const {from, to} = windowAt(window, NOW);
	return {
		from,
		to,
		organizations: attribute(new Map(PLACES.map((place) => [place.domain, place])), {microsoft365}),
		clusters: attributeClusters(new Map(CLUSTERS.map((place) => [place.region, place]))),
		places: PLACES,
		clusterPlaces: CLUSTERS,
		usual: null,
		deliveriesOf: 'ip',
		partial: false,
	};
}

function measured(
	dimension: Dimension,
	value: string,
	counts: ReadonlyMap<Metric, number>,
	open: readonly string[],
): Json {
	const reputation = reputationOf({dimension, value, counts});
	return {...reputation, score: scoreOf(reputation, open), standings: standingsOf(reputation)};
}

const VALUES: ReadonlyMap<string, readonly string[]> = new Map([
	['sending-ip', ['192.0.2.10', '192.0.2.11', '192.0.2.12']],
	['sending-domain', ['example.com', 'news.example.com']],
	['recipient-domain', ['contoso.example', 'gmail.com', 'company-1.example']],
	['region', ['EUR05', 'NAM12']],
	['esp', ['ses', 'sendgrid', 'postmark']],
]);

const windowAsked = (query: URLSearchParams): WindowName => {
	const asked = query.get('window') ?? '7d';
	return asked === '24h' || asked === '30d' ? asked : '7d';
};

type Answer = (about: string, query: URLSearchParams) => Json;
type Answers = Readonly<Record<string, Answer>>;

/** Answers about reputation and incidents, made from made-up counts by the same functions as the API's. */
const ANSWERS: Answers = {
	'GET /v1/overview': (_about, query) => {
		const window = windowAt(windowAsked(query), NOW);
		const counts = added(hours(WINDOWS[window.name].hours - 1, WINDOWS[window.name].hours));
		const reputation = reputationOf({dimension: 'all', value: 'all', counts});
		return {
			window,
			score: scoreOf(reputation, ['ip-ban', 'blocklist']),
			reputation,
			standings: [
				...standingsOf(reputation),
				...standingsOf(reputationOf({dimension: 'esp', value: 'ses', counts})),
				...standingsOf(reputationOf({dimension: 'esp', value: 'postmark', counts: new Map([['delivered', 12]])})),
			],
			series: seriesOf(window.name),
			esps: [
				{
					esp: 'ses',
					messages: reputation.messages - 12,
					bounced: reputation.bounced,
					complained: reputation.complained,
				},
				{esp: 'postmark', messages: 12, bounced: 0, complained: 0},
			],
			notes: ['Complaints are out of all messages.'],
			incidents: [BAN, POLICY, SLOWED].map(inShort),
			moreIncidents: 0,
		};
	},
	'GET /v1/reputation': (_about, query) => {
		const dimension = DIMENSIONS.find((name) => name === query.get('dimension')) ?? 'all';
		const named = query.get('value');
		const many = WINDOWS[windowAsked(query)].hours;
		const values = named === null ? (VALUES.get(dimension) ?? []) : [named];
		return {
			dimension,
			...windowAt(windowAsked(query), NOW),
			values: values.map((value, index) => {
				const share = hours(many - 1, many).filter((_, hour) => hour % (index + 1) === 0);
				const counts = added(
					index === 0
						? share
						: share.map((one) => new Map([...one].filter(([metric]) => metric !== 'bounced.ip-banned'))),
				);
				return measured(
					dimension,
					value,
					index === 2 ? new Map([['delivered', 17]]) : counts,
					index === 0 ? ['ip-ban'] : [],
				);
			}),
			more: 0,
		};
	},
	'GET /v1/reputation/series': (_about, query) => ({
		dimension: query.get('dimension'),
		value: query.get('value'),
		window: windowAt(windowAsked(query), NOW),
		series: seriesOf(windowAsked(query)),
	}),
	'GET /v1/attribution': (_about, query) => attributionOf(windowAsked(query)),
	'GET /v1/incidents': (_about, query) => {
		const state = query.get('state') ?? '';
		const kind = query.get('kind') ?? '';
		const fits = (one: Incident) =>
			(kind === '' || one.kind === kind) &&
			(state === '' || one.state === state || (state === 'unresolved' && one.state !== 'resolved'));
		return {incidents: ALL.filter(fits).map(inList), next: null};
	},
	'GET /v1/incidents/': (about) => {
		const one = ALL.find(({id}) => id === about);
		if (one === undefined) return undefined;
		const attribution = attributionOf('7d');
		return {
			...inList(one),
			timeline: one.timeline,
			samples: one.samples,
			deliveredSince: one.deliveredSince,
			trend: one.trend ?? null,
			attribution: one === OLD ? null : {at: NOW.toISOString(), ...attribution.organizations},
			clusters: one === OLD ? null : attribution.clusters,
			places: one === OLD ? [] : PLACES,
			clusterPlaces: one === OLD ? [] : CLUSTERS,
			about: {dimension: 'sending-ip', value: one.resource},
			series: one === OLD ? [] : seriesOf('24h'),
			evidence: one.evidence ?? null,
			recovery: {heldByEsp: one.heldByEsp, previewFilter: {incident: one.id}},
		};
	},
};

const SHAPES = {
	'GET /v1/overview': overviewAnswer,
	'GET /v1/reputation': reputationAnswer,
	'GET /v1/reputation/series': seriesAnswer,
	'GET /v1/attribution': attributionAnswer,
	'GET /v1/incidents': incidentsAnswer,
	'GET /v1/incidents/': incidentAnswer,
};

/** The same, read by the schemas of the API's answers: a stand-in that says something else is no use. */
export const INSIGHT: Answers = Object.fromEntries(
	Object.entries(SHAPES).map(([route, shape]): [string, Answer] => [
		route,
		(about, query) => {
			const answer = ANSWERS[route]?.(about, query);
			return answer === undefined ? undefined : shape.parse(answer);
		},
	]),
);
