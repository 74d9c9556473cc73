import type {DnsCheck, Incident, TimelineEntry} from '#shared/model/incident.ts';
import type {TenantSettings} from '#shared/model/tenant.ts';
import {alerted} from './alerting.ts';
import {told} from './timeline.ts';

const CACHES = "Receivers' caches may take up to 24 hours.";
/** Sentences of one entry in the timeline. */
const MOST_TOLD = 5;

const isList = ({check}: DnsCheck): boolean => check.startsWith('list:');
const keyOf = ({check, about}: DnsCheck): string => `${check} ${about}`;

/** What a check says, or said when it was told last. */
const lastKnown = ({verdict, was}: DnsCheck): DnsCheck['was'] => (verdict === 'unknown' ? was : verdict);

function withMemory(check: DnsCheck, before: DnsCheck | undefined): DnsCheck {
	const was = before === undefined ? undefined : lastKnown(before);
	return check.verdict === 'unknown' && was !== undefined ? {...check, was} : check;
}

/**
 * An incident with what DNS says now in place of what it said before. Pure. What was not known stays remembered as it was
 * told last, so that a list that does not answer for a day neither lists nor delists anybody.
 *
 * In the timeline: `listed` where a list names the resource that did not before, `delisted` where none of it is left on a list,
 * `dns-changed` where another check turned. Of an incident that goes on, a delisting is told to its subscribers, once.
 */
export function withEvidence(
	incident: Incident,
	checks: readonly DnsCheck[],
	settings: TenantSettings,
	now: Date,
): Incident {
	const at = now.toISOString();
	const known = new Map(incident.evidence?.checks.map((check) => [keyOf(check), check]));
	const turned = checks.flatMap((check) => {
		const before = known.get(keyOf(check));
		const was = before === undefined ? undefined : lastKnown(before);
		return check.verdict === 'unknown' || check.verdict === was ? [] : [{check, was}];
	});
	const sentences = (wanted: (turn: (typeof turned)[number]) => boolean) =>
		turned.filter(wanted).map(({check}) => check.words);
	const listed = sentences(({check}) => isList(check) && check.verdict === 'bad');
	const delisted = sentences(({check, was}) => isList(check) && check.verdict === 'good' && was === 'bad');
	const changed = sentences(({check, was}) => !isList(check) && was !== undefined);

	const evidence = {at, checks: checks.map((check) => withMemory(check, known.get(keyOf(check))))};
	let result: Incident = {...incident, evidence};
	const tell = (what: TimelineEntry['what'], words: readonly string[], more = '') => {
		if (words.length === 0) return;
		const left = words.length > MOST_TOLD ? ` And ${words.length - MOST_TOLD} more.` : '';
		result = told(result, {at, what, words: `${words.slice(0, MOST_TOLD).join(' ')}${left}${more}`});
	};
	tell('dns-changed', changed);
	tell('listed', listed);
	tell('delisted', delisted.map(anyMore), ` ${CACHES}`);
	if (delisted.length === 0 || incident.state === 'resolved') return result;
	// An alert that still waits to be sent says what it was raised for, and the delisting with it.
	const waits = incident.alertSequence > incident.sentSequence;
	return alerted(result, waits ? incident.alertState : 'reminder', settings, now);
}

const anyMore = (words: string): string => words.replace(/\.$/, ' any more.');
