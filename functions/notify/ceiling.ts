import {type AlertLog, type LoggedAlert, MAX_HELD_BACK, type SentAlert} from '#shared/model/alert-log.ts';

const HOUR_MS = 3_600_000;
/** Longer than an invocation may take: whoever claimed an alert within it is still at it. */
const CLAIM_MS = 60_000;
/** Held back alerts that one message names. */
const MAX_NAMED = 20;

/** An alert by its name within the tenant. */
export type AlertName = Pick<LoggedAlert, 'id' | 'sequence'>;

/**
 * What is to be done with an alert that is due. `publish`: now, naming also those of `named` that are still due, while
 * `more` wait on. `hold`: not yet. `claimed`: somebody else publishes it just now.
 */
export type Turn =
	| {readonly turn: 'publish'; readonly named: readonly LoggedAlert[]; readonly more: number}
	| {readonly turn: 'hold'}
	| {readonly turn: 'claimed'};

const isSame = (one: AlertName, other: AlertName): boolean => one.id === other.id && one.sequence === other.sequence;
const age = ({at}: LoggedAlert, now: Date): number => now.getTime() - Date.parse(at);

/** Whether an entry still counts: for the ceiling an hour; a mere mention only as long as its claim holds. */
function counts(sent: SentAlert, now: Date): boolean {
	return age(sent, now) < (sent.within === true ? CLAIM_MS : HOUR_MS);
}

/** The log with an alert among those held back, in the order in which they began to wait; undefined where it is there. */
function withHeld(log: AlertLog, alert: AlertName, now: Date): AlertLog | undefined {
	const known = log.heldBack.find(({id}) => id === alert.id);
	const isFull = known === undefined && log.heldBack.length >= MAX_HELD_BACK;
	if (isFull || known?.sequence === alert.sequence) return undefined;
	const held = {...alert, at: known?.at ?? now.toISOString()};
	const heldBack = [...log.heldBack.filter((each) => each !== known), held];
	return {...log, heldBack: heldBack.sort((one, other) => Date.parse(one.at) - Date.parse(other.at))};
}

/**
 * Decides on an alert by what the tenant was told within the last hour. Pure.
 *
 * A place is claimed in the log before anything is published, so that two invocations at once neither pass the ceiling nor
 * tell the same twice. A claim that came to nothing (a crash) is taken up again by the one who finds it grown old, without
 * a second place.
 *
 * @returns the log to write before acting; none where it stays as it is
 */
export function turnOf(
	log: AlertLog,
	alert: AlertName,
	alertsPerHour: number,
	now: Date,
): {readonly turn: Turn; readonly log?: AlertLog} {
	const recent = log.sent.filter((sent) => counts(sent, now));
	const claim = recent.find((sent) => (sent.within === true ? sent.id === alert.id : isSame(sent, alert)));
	if (claim !== undefined && age(claim, now) < CLAIM_MS) return {turn: {turn: 'claimed'}};
	if (claim === undefined && recent.filter(({within}) => within !== true).length >= alertsPerHour) {
		const held = withHeld({...log, sent: recent}, alert, now);
		return {turn: {turn: 'hold'}, ...(held === undefined ? {} : {log: held})};
	}
	const others = log.heldBack.filter(({id}) => id !== alert.id);
	const named = others.slice(0, MAX_NAMED);
	const heldBack = others.slice(MAX_NAMED);
	const at = now.toISOString();
	const mentions = named.map(({id, sequence}) => ({id, sequence, at, within: true}));
	const sent = [...recent.filter((each) => each !== claim), {...alert, at}, ...mentions];
	return {turn: {turn: 'publish', named, more: heldBack.length}, log: {...log, sent, heldBack}};
}

/** The log as if the alert had not been tried: its place is free, and what it would have named waits again. Pure. */
export function withdrawn(log: AlertLog, alert: AlertName, named: readonly LoggedAlert[]): AlertLog {
	const again = named.filter(({id}) => !log.heldBack.some((held) => held.id === id));
	const gone = [alert, ...again];
	return {
		...log,
		sent: log.sent.filter((sent) => !gone.some((each) => isSame(sent, each))),
		heldBack: [...again, ...log.heldBack].slice(0, MAX_HELD_BACK),
	};
}
