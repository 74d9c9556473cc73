import type {Alerted} from '#test/support/simulate/replay.ts';
import type {Wanted} from './wanted.ts';

/** An incident as it is in the end, in the store or as the API tells it. */
export interface Ended {
	readonly tenant: string;
	readonly id: string;
	readonly state: string;
	readonly episode: number;
	readonly supersededBy?: string | undefined;
	readonly attribution?: {readonly verdict: string; readonly confident: string | null} | null | undefined;
}

const within = ([from, to]: readonly [number, number], day: number): boolean => day >= from && day <= to;
const named = ({tenant, id}: {tenant: string; id: string}): string => `${tenant} ${id}`;

/** The latest day on which the alert is to be there that such an answer of a server to a tenant's mail opens. */
export type Latest = (tenant: string, answer: string) => number | undefined;

function ofOne(wanted: Wanted, incident: Ended, alerts: readonly Alerted[], latest: Latest): string[] {
	const of = (state: string) => alerts.filter((alert) => alert.state === state);
	const [opened, more] = of('opened');
	const [resolved, again] = of('resolved');
	const reminders = of('reminder').length;
	const found: string[] = [];
	if (opened === undefined || more !== undefined) found.push(`opened ${of('opened').length} times`);
	if (opened !== undefined && !opened.text.includes(wanted.says)) found.push(`says "${opened.text}"`);
	if (opened !== undefined && !within(wanted.opens, opened.day)) found.push(`opened on day ${opened.day.toFixed(2)}`);
	const due = wanted.answer === undefined ? undefined : latest(wanted.tenant, wanted.answer);
	if (opened !== undefined && due !== undefined && opened.day > due + 1e-6) {
		found.push(`opened on day ${opened.day.toFixed(2)}, first refused by day ${due.toFixed(2)}`);
	}
	if (reminders > wanted.reminders) found.push(`${reminders} reminders`);
	if (incident.episode !== 1) found.push(`episode ${incident.episode}`);
	if (typeof wanted.ends === 'string') {
		if (resolved !== undefined) found.push('an all-clear that nobody wants');
		const goesOn = incident.state !== 'resolved';
		if (goesOn !== (wanted.ends === 'goes on')) found.push(`is ${incident.state} in the end`);
		if ((incident.supersededBy !== undefined) !== (wanted.ends === 'superseded')) found.push('superseded or not');
	} else {
		if (resolved === undefined || again !== undefined) found.push(`${of('resolved').length} all-clears`);
		if (resolved !== undefined && !within(wanted.ends, resolved.day)) {
			found.push(`resolved on day ${resolved.day.toFixed(2)}`);
		}
		if (incident.state !== 'resolved') found.push(`is ${incident.state} in the end`);
	}
	const {verdict, confident} = incident.attribution ?? {};
	if (wanted.attribution !== undefined && (verdict !== wanted.attribution || confident !== 'high')) {
		found.push(`attribution ${verdict}, confidence ${confident}`);
	}
	return found.map((what) => `${named(wanted)}: ${what}`);
}

/** In what the incidents and alerts of a story are not as an expert wants them; nothing where all is. */
export function differences(
	wanted: readonly Wanted[],
	incidents: readonly Ended[],
	alerts: readonly Alerted[],
	latest: Latest = () => undefined,
): string[] {
	const names = new Set(wanted.map(named));
	const superfluous = [...new Set([...incidents, ...alerts].map(named))].filter((name) => !names.has(name));
	return [
		...superfluous.map((name) => `${name}: not wanted`),
		...wanted.flatMap((one) => {
			const own = (other: {tenant: string; id: string}) => named(other) === named(one);
			const incident = incidents.find(own);
			return incident === undefined ? [`${named(one)}: missing`] : ofOne(one, incident, alerts.filter(own), latest);
		}),
	];
}
