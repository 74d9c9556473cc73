import type {Scope} from '#shared/model/category.ts';
import {ESP_NAMES, type EspName} from '#shared/model/event.ts';
import type {Fact} from '#shared/model/fact.ts';
import {listAt, textAt} from './ask.ts';
import type {Posted} from './demo-post.ts';
import type {Alert} from './demo-wait.ts';
import {reputationTable} from './reputation.ts';
import {aligned, cut, type Paint, WIDTH, wrapped} from './table.ts';

const NAMES: Readonly<Record<EspName, string>> = {ses: 'SES', sendgrid: 'SendGrid', postmark: 'Postmark'};

const FAULTS: Readonly<Record<Scope, string>> = {
	recipient: 'the recipient',
	'recipient-organization': "the recipient's organization",
	'sending-ip': 'our sending IP',
	'sending-domain': 'our domain',
	'sending-account': 'our account',
	message: 'the message',
	network: 'nobody: try again',
	unknown: 'nobody can tell',
};

/** A heading with what it is about. */
export function heading(paint: Paint, title: string, about: string): string {
	return `\n${paint('bold', title)}  ${paint('dim', about)}\n\n`;
}

const total = (counts: Iterable<number>): number => [...counts].reduce((sum, count) => sum + count, 0);

/** Why an event gave no fact, in words: "echo:dropped", "type:open", "duplicate". */
function unheard(reason: string): string {
	const [kind = '', name = ''] = reason.split(':', 2);
	if (kind === 'echo') return `echo (${name})`;
	return name === '' ? kind : `"${name}"`;
}

/** What arrived, by ESP. */
export function arrivals(paint: Paint, posted: Posted): string {
	const {webhooks, kinds, ignored, unusable} = posted;
	const rows = ESP_NAMES.map((esp) => [
		NAMES[esp],
		String(webhooks.get(esp) ?? 0),
		...(['bounce', 'deferral', 'complaint', 'unsubscribe', 'delivery'] as const).map((kind) =>
			String(kinds.get(`${esp} ${kind}`) ?? 0),
		),
		String(total([...ignored].filter(([key]) => key.startsWith(`${esp} `)).map(([, count]) => count))),
		String(unusable.get(esp)?.length ?? 0),
	]);
	const head = [
		'',
		'webhooks',
		'bounces',
		'deferrals',
		'complaints',
		'unsubscribes',
		'deliveries',
		'no news',
		'unusable',
	];
	const news = [...ignored].map(([key, count]) => `${count} ${unheard(key.replace(/^\w+ /, ''))}`).join(', ');
	const broken = [...unusable.values()].flat();
	return [
		heading(paint, 'WHAT ARRIVED', `${total(webhooks.values())} webhooks over HTTP, each signed as its ESP signs`),
		aligned([head, ...rows]),
		'\n',
		wrapped(
			`No news: ${news}. An echo is an ESP refusing by its own list: nothing was learned of the address.`,
			WIDTH,
			'  ',
		),
		wrapped(
			`Unusable: ${broken.length} event (${broken.join('; ')}). It waits in the quarantine queue; its neighbors were taken.`,
			WIDTH,
			'  ',
		),
		wrapped('The SendGrid webhook came twice, as from an ESP that missed our answer: counted once.', WIDTH, '  '),
		...posted.refused.map((answer) => `  ${paint('red', `refused: ${cut(answer, WIDTH - 12)}`)}\n`),
	].join('');
}

/** What this event does to the address, in a word. */
function fate(fact: Fact): {readonly word: string; readonly style: 'red' | 'yellow' | 'green'} {
	switch (fact.suppression) {
		case 'suppress':
			return {word: 'stop', style: 'red'};
		case 'count':
			return {word: 'watch', style: 'yellow'};
		default:
			return {word: 'keep', style: 'green'};
	}
}

/** The ESP's own opinion of an event, in its own words. */
function opinion({event}: Fact): string {
	const said = 'opinion' in event && event.opinion !== undefined ? event.opinion.replace(/\/$/, '') : event.kind;
	return `${NAMES[event.esp]}: ${said}`;
}

/** Each event with its verdict: what, whose fault, what becomes of the address, and why. */
export function verdicts(paint: Paint, facts: readonly Fact[]): string {
	const lines: string[] = [];
	const cells = (row: readonly [string, string, string, string]) => {
		const [address, what, whose, word] = row;
		return `  ${address.padEnd(33)}${what.padEnd(25)}${whose.padEnd(33)}${word}`;
	};
	for (const fact of facts) {
		const {classification: verdict, event} = fact;
		const {word, style} = fate(fact);
		const what = verdict?.category ?? event.kind;
		const whose = verdict === null ? 'the recipient asked' : FAULTS[verdict.scope];
		lines.push(cells([cut(event.recipient, 30), what, whose, paint(style, word)]));
		const text = 'diagnostic' in event ? (event.diagnostic ?? '').replace(/^smtp;\s*/i, '') : '';
		const why = verdict === null ? '' : `  rule ${verdict.rule} (${verdict.basis})  ${text}`;
		lines.push(`    ${paint('dim', cut(`${opinion(fact)}${why}`, WIDTH - 4))}`);
	}
	return [
		heading(paint, 'WHOSE FAULT', 'each event: what the server meant, who has to act, what becomes of the address'),
		`${paint('dim', cells(['address', 'what it is', 'whose fault', 'the address']))}\n`,
		`${lines.join('\n')}\n`,
	].join('');
}

/** The addresses that are stopped or watched, from the API's list. */
export function suppressed(paint: Paint, records: readonly unknown[]): string {
	const rows = records.map((record) => {
		const parts = listAt(record, 'parts');
		return [
			cut(textAt(record, 'address'), 30),
			textAt(record, 'status') === 'active' ? paint('red', 'do not send') : paint('yellow', textAt(record, 'status')),
			`${textAt(record, 'reason')}${parts.length === 0 ? '' : ` (${cut(parts.join(', '), 10)} only)`}`,
			textAt(record, 'meaning'),
		];
	});
	const active = records.filter((record) => textAt(record, 'status') === 'active').length;
	const head = ['address', 'verdict', 'reason', 'what it means'].map((name) => paint('dim', name));
	const about = `${active} addresses, ${records.length - active} watched`;
	return heading(paint, 'SUPPRESSED NOW', about) + aligned([head, ...rows]);
}

/** The good addresses that an ESP called hard bounces. */
export function kept(paint: Paint, facts: readonly Fact[]): string {
	const good = facts.filter(
		({event, suppression}) => event.kind === 'bounce' && event.heldByEsp && suppression === 'keep',
	);
	const rows = good.map((fact) => [
		cut(fact.event.recipient, 32),
		paint('green', 'keep'),
		opinion(fact),
		FAULTS[fact.classification?.scope ?? 'unknown'],
	]);
	const about = `${good.length} good addresses that the ESP called hard bounces and stopped mailing`;
	const head = ['address', 'verdict', 'the ESP said', 'whose fault'].map((name) => paint('dim', name));
	return heading(paint, 'KEPT', about) + aligned([head, ...rows]);
}

/** The reputation of each sending IP, from the API's answer. */
export function reputation(paint: Paint, answer: unknown): string {
	const about = 'by sending IP, last 24 hours; no percentage is told of fewer than 100 messages';
	return heading(paint, 'REPUTATION', about) + reputationTable(answer, 2);
}

/** The incidents that are not over, from the API's answer. */
export function incidents(paint: Paint, answer: unknown): string {
	const head = ['incident', 'what', 'by', 'since', 'responses'].map((name) => paint('dim', name));
	const rows = listAt(answer, 'incidents')
		.filter((incident) => textAt(incident, 'state') !== 'resolved')
		.map((incident) => [
			textAt(incident, 'kind'),
			textAt(incident, 'resource'),
			textAt(incident, 'receiver'),
			textAt(incident, 'openedAt').slice(0, 16),
			textAt(incident, 'count'),
		]);
	const about = `${rows.length} not over; \`npm run -s bounce -- incidents\` says what to do`;
	return heading(paint, 'INCIDENTS', about) + aligned([head, ...rows]);
}

/** Each alert as its subscriber got it. */
export function alerts(paint: Paint, received: readonly Alert[]): string {
	const width = WIDTH - 4;
	const blocks = received.map(({subject, message}) => {
		const advice = (name: string) => textAt(message, 'advice', name);
		const steps = listAt(message, 'advice', 'steps').map((step, index) =>
			wrapped(`${index + 1}. ${String(step)}`, width, '', '   '),
		);
		const links = listAt(message, 'advice', 'links').map((link) =>
			wrapped(`→ ${textAt(link, 'label')}: ${textAt(link, 'url')}`, width),
		);
		const text = [
			wrapped(textAt(message, 'headline'), width),
			wrapped(advice('meaning'), width),
			wrapped(`Who must act: ${advice('who')}.`, width),
			steps.join('') + links.join(''),
			wrapped(advice('clearing'), width),
		].join('\n');
		const bar = paint('yellow', '│');
		const lines = text.trimEnd().split('\n');
		return `  ${paint('yellow', '┌')} ${paint('bold', subject)}\n${lines.map((line) => `  ${bar} ${line}`.trimEnd()).join('\n')}\n`;
	});
	const about = `${received.length} by SNS, as a subscriber got them`;
	return heading(paint, 'ALERTS', about) + blocks.join('\n');
}
