import {INCIDENT_KINDS, type Incident, type IncidentKind} from '#shared/model/incident.ts';
import {ownerName, receiverName, receiverWithin, resourceName, whoseResource} from './incident-names.ts';

export {espName, receiverName, resourceName} from './incident-names.ts';

export type Severity = 'critical' | 'warning' | 'info';

/** What is said of each kind. `{…}` are filled in. */
interface KindWords {
	/** How grave it is that it opened. */
	readonly severity: Severity;
	readonly goesOn: string;
	readonly stillGoesOn: string;
	readonly isOver: string;
	/** In a few words, for subjects and text messages. */
	readonly short: string;
	/** What a trend counts. */
	readonly unit: string;
}

const LISTED: KindWords = {
	severity: 'critical',
	goesOn: '{Who} lists {whose}: {extent} refused since {since}.',
	stillGoesOn: '{Who} still lists {whose}: {extent} refused since {since}.',
	isOver: 'Over: {who} listed {whose}: {extent} refused from {since} to {until}, {after}.',
	short: '{what} listed by {who}',
	unit: 'messages',
};

const WORDS: Readonly<Record<IncidentKind, KindWords>> = {
	'ip-ban': {
		severity: 'critical',
		goesOn: '{Who} bans {whose}: {extent} refused since {since}.',
		stillGoesOn: '{Who} still bans {whose}: {extent} refused since {since}.',
		isOver: 'Over: {who} refused {whose} ({extent}, {since} to {until}), {after}.',
		short: '{what} banned by {who}',
		unit: 'messages',
	},
	'spamhaus-listing': LISTED,
	blocklist: {...LISTED, severity: 'warning'},
	'account-ban': {
		severity: 'critical',
		goesOn: '{Who} has stopped {whose} from sending: {extent} refused since {since}.',
		stillGoesOn: '{Who} still keeps {whose} from sending: {extent} refused since {since}.',
		isOver: 'Over: {who} kept {whose} from sending from {since} to {until} ({extent}), {after}.',
		short: '{what} stopped by {who}',
		unit: 'messages',
	},
	throttling: {
		severity: 'warning',
		goesOn: '{Who} slows down {whose}: {extent} since {since}.',
		stillGoesOn: '{Who} still slows down {whose}: {extent} since {since}.',
		isOver: 'Over: {who} slowed down {whose} from {since} to {until}, and no more than usual since.',
		short: '{what} slowed down by {who}',
		unit: 'attempts',
	},
	'list-quality': {
		severity: 'warning',
		goesOn: 'Many addresses are dead in the mail of {whose}: {extent} since {since}.',
		stillGoesOn: 'Many addresses are still dead in the mail of {whose}: {extent} since {since}.',
		isOver:
			'Over: many addresses were dead in the mail of {whose} from {since} to {until}, and no more than usual since.',
		short: 'many dead addresses, {what}',
		unit: 'messages',
	},
	authentication: {
		severity: 'warning',
		goesOn: 'Mail of {whose} does not pass authentication{checks}: {extent} since {since}.',
		stillGoesOn: 'Mail of {whose} still does not pass authentication{checks}: {extent} since {since}.',
		isOver: 'Over: mail of {whose} did not pass authentication{checks} from {since} to {until}, and does now.',
		short: '{what} does not pass authentication{checks}',
		unit: 'attempts',
	},
	complaints: {
		severity: 'warning',
		goesOn: 'Recipients complain about the mail of {whose}: {extent} since {since}.',
		stillGoesOn: 'Recipients still complain about the mail of {whose}: {extent} since {since}.',
		isOver:
			'Over: recipients complained about the mail of {whose} from {since} to {until}, and no more than usual since.',
		short: 'complaints, {what}',
		unit: 'messages',
	},
};

/** "2026-03-02 12:00 UTC", of an instant or an hour */
export function inWords(instant: string): string {
	const time = instant.slice(11, 16);
	return `${instant.slice(0, 10)} ${time.length === 2 ? `${time}:00` : time} UTC`;
}

function counted(number: number, one: string, more = ''): string {
	return `${more}${number} ${one}${number === 1 ? '' : 's'}`;
}

const LIST = new Intl.ListFormat('en-US');
const percent = (rate: number): string => `${(rate * 100).toFixed(rate < 0.01 ? 2 : 1)} %`;

/** "0.40 %"; a part that would read as 0.00 % is "none". */
const usualIn = ({rate}: {rate: number}): string => (rate < 0.00005 ? 'none' : percent(rate));

/** "12 messages to 2 recipient domains"; of a trend "120 of 900 messages (13.3 %, usually 0.40 %)". */
export function extent({kind, trend, count, domains, otherDomains}: Incident): string {
	if (trend !== undefined) {
		const usual = trend.usual === null ? '' : `, usually ${usualIn(trend.usual)}`;
		return `${trend.bad} of ${trend.total} ${WORDS[kind].unit} (${percent(trend.rate)}${usual})`;
	}
	if (domains.length === 0) return counted(count, 'message');
	const more = otherDomains > 0 ? 'more than ' : '';
	return `${counted(count, 'message')} to ${counted(domains.length, 'recipient domain', more)}`;
}

function filled(text: string, incident: Incident): string {
	const {trend, openedAt, lastSeenAt, alertState, deliveredSince} = incident;
	const checks = trend?.failing?.checks ?? [];
	const values: ReadonlyMap<string, string> = new Map([
		['Who', receiverName(incident)],
		['who', receiverWithin(incident)],
		['whose', whoseResource(incident)],
		['what', resourceName(incident)],
		['extent', extent(incident)],
		['since', inWords(alertState === 'resolved' ? openedAt : (trend?.since ?? openedAt))],
		['until', inWords(lastSeenAt)],
		['checks', checks.length === 0 ? '' : ` (${LIST.format(checks)})`],
		['after', deliveredSince > 0 ? 'and its mail is taken again' : 'and not since'],
	]);
	return text.replace(/\{([a-zA-Z]+)\}/g, (whole, name: string) => values.get(name) ?? whole);
}

/** What was noticed to be off a list, where the newest alert was raised for that. */
export function delisting({timeline, alertAt, alertState}: Incident): string | undefined {
	if (alertState !== 'reminder') return undefined;
	return timeline.find(({what, at}) => what === 'delisted' && at === alertAt)?.words;
}

/** In a few words, without whose it is: "sending IP 192.0.2.10 banned by Microsoft 365". */
export function inShort(incident: Incident): string {
	return filled(WORDS[incident.kind].short, incident);
}

/** The incident that took this one's place, in short: "sending IP 192.0.2.10 banned by Microsoft 365". */
export function successor(incident: Incident): string | undefined {
	const [name, resource = '', receiver = ''] = incident.supersededBy?.split('#') ?? [];
	const kind = INCIDENT_KINDS.find((each) => each === name);
	return kind === undefined ? undefined : inShort({...incident, kind, resource, receiver});
}

/** One line that says it all. */
export function headline(incident: Incident): string {
	const {kind, state, alertState, episode} = incident;
	const words = WORDS[kind];
	const next = successor(incident);
	// It ends without an alert: the newest one still says that it goes on.
	if (state === 'resolved' && next !== undefined) {
		return `No longer by itself: ${inShort(incident)} (${ownerName(incident)}) led to ${next}.`;
	}
	switch (alertState) {
		case 'opened':
			return `${episode > 1 ? 'Again: ' : ''}${filled(words.goesOn, incident)}`;
		case 'reminder': {
			const gone = delisting(incident);
			return gone === undefined ? filled(words.stillGoesOn, incident) : `Delisted (${ownerName(incident)}): ${gone}`;
		}
		case 'resolved':
			return filled(words.isOver, incident);
	}
}

/** How grave an incident's newest alert is: what opens by its kind, a reminder a warning, the end no more than news. */
export function alertSeverity({kind, alertState}: Pick<Incident, 'kind' | 'alertState'>): Severity {
	if (alertState === 'resolved') return 'info';
	return alertState === 'reminder' ? 'warning' : WORDS[kind].severity;
}
