import {bodiesOf, type SimulatedBody} from '#test/support/simulate/bodies.ts';
import {eventsOf, type SimulatedEvent, START} from '#test/support/simulate/mail.ts';
import type {Alerted} from '#test/support/simulate/replay.ts';
import type {Scenario} from '#test/support/simulate/scenario.ts';
import type {TestStack} from '#test/support/stack.ts';
import {inbox, published} from './alerts.ts';
import type {Posting} from './posting.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const WEEK = 7 * DAY;
const RECORDED_MS = 180_000;

/** A story, and what of it is played. */
export interface Story {
	readonly scenario: Scenario;
	readonly seed: number;
	/** The days before are left out, and those from `to` on. */
	readonly from: number;
	readonly to: number;
	/** So many days later than it tells, so that several stories come to their point at once. */
	readonly later: number;
	/** SendGrid's bodies hold what happened in a whole step, as those of a sender with much mail do. */
	readonly full?: boolean;
	/** All bodies of this day come in disorder, and once more at the day's end. */
	readonly again?: number;
}

/** Until a day, the stack is looked at each so many hours. */
export interface Pace {
	readonly until: number;
	readonly hours: number;
}

/** A clock that is set. */
export interface Clock {
	at: Date;
}

/** The clock before anything is played: the first day begins next, in the machine's own future, on a weekday as told. */
export function clockFor(stories: readonly Story[]): Clock {
	const first = Math.min(...stories.map(({from, later}) => from + later)) * DAY;
	const weeks = Math.ceil((Date.now() - START - first) / WEEK);
	return {at: new Date(START + first + weeks * WEEK)};
}

/** A story on its way: its bodies in the order in which they are posted. */
interface Told {
	readonly story: Story;
	readonly events: readonly SimulatedEvent[];
	readonly shift: number;
	readonly bodies: Iterator<SimulatedBody>;
	next: SimulatedBody | undefined;
	repeated: SimulatedBody[];
}

export interface Weeks {
	/** As the subscriber's queue got them. Days are the story's own. */
	readonly alerts: readonly Alerted[];
	/** Of each story the events that were posted, at the times at which they were. */
	readonly events: ReadonlyMap<Story, readonly SimulatedEvent[]>;
	/** How many webhooks were posted. */
	readonly bodies: number;
	/** When the steps ended, milliseconds since 1970, and when a story's first day began. */
	readonly ends: readonly number[];
	readonly beganOf: (story: Story) => number;
}

/** A moment at which somebody looks, between two steps, on a day of the play. */
export interface Look {
	readonly day: number;
	readonly look: () => Promise<void>;
}

/**
 * Plays weeks on the local stack: in each step what happened is posted as the ESPs do it, and when the ledger has recorded
 * it, the schedule's sweep is invoked and the alerts are waited for. The clock of the stack is set before each step.
 */
export async function playWeeks(
	stack: TestStack,
	posting: Posting,
	clock: Clock,
	{
		stories,
		paces,
		looks = [],
		say,
	}: {
		readonly stories: readonly Story[];
		readonly paces: readonly Pace[];
		readonly looks?: readonly Look[];
		readonly say?: (line: string) => void;
	},
): Promise<Weeks> {
	const first = Math.min(...stories.map(({from, later}) => from + later));
	const base = clock.at.getTime() - first * DAY;
	const ends = daysOf(first, paces).map((day) => base + day * DAY);
	const told = stories.map((story) => tell(story, base - START, ends));
	const storyOf = new Map(stories.flatMap((story) => story.scenario.tenants.map(({id}) => [id, story] as const)));
	// The operator's incidents are of one story.
	const shared = stories.find(({scenario}) => scenario.tenants.length > 1);
	const alerts: Alerted[] = [];
	const seen = new Set<string>();
	const looking = [...looks].sort((one, other) => one.day - other.day);
	let bodies = 0;
	for (const end of ends) {
		const day = (end - base) / DAY;
		clock.at = new Date(end);
		const due = told.flatMap((one) => dueOf(one, clock.at.getTime(), day));
		bodies += due.length;
		await posting.post(due, clock.at);
		await stack.recorded(RECORDED_MS);
		await published(stack);
		const {failed, payload} = await stack.invoke('Sweep', {source: 'aws.events'});
		if (failed) throw new Error(`the sweep failed: ${payload}`);
		await published(stack);
		for (const alert of await inbox(stack)) {
			const {tenant, id} = alert.incident;
			const name = `${tenant} ${id} ${alert.sequence}`;
			if (seen.has(name)) throw new Error(`told twice: ${name}`);
			seen.add(name);
			const later = (storyOf.get(tenant) ?? shared)?.later ?? 0;
			alerts.push({day: day - later, tenant, id, state: alert.state, text: alert.headline});
			say?.(`day ${(day - later).toFixed(2)} ${tenant} ${alert.state}: ${alert.headline}`);
		}
		for (let next = looking[0]; next !== undefined && next.day <= day; next = looking[0]) {
			await next.look();
			looking.shift();
		}
		say?.(`played to day ${day.toFixed(2)}, ${bodies} webhooks`);
	}
	return {
		alerts,
		events: new Map(told.map(({story, events}) => [story, events])),
		bodies,
		ends,
		beganOf: ({later}) => base + later * DAY,
	};
}

/** The days at which the steps end. */
function daysOf(first: number, paces: readonly Pace[]): number[] {
	const days: number[] = [];
	let day = first;
	for (const {until, hours} of paces) {
		while (day < until - 1e-6) {
			day = Math.round(day * 24 + hours) / 24;
			days.push(day);
		}
	}
	return days;
}

function tell(story: Story, shift: number, ends: readonly number[]): Told {
	const {scenario, seed, from, to, later, full} = story;
	const by = shift + later * DAY;
	const events = eventsOf(scenario, seed)
		.filter(({at}) => at >= START + from * DAY && at < START + to * DAY)
		.map((event) => ({...event, at: event.at + by}));
	const bodies = full === true ? bodiesOf(events, (at) => ends.find((end) => end > at) ?? at) : bodiesOf(events);
	return {story, events, shift: by, bodies, next: bodies.next().value ?? undefined, repeated: []};
}

/** The bodies that are posted by now. */
function dueOf(told: Told, now: number, playDay: number): SimulatedBody[] {
	const {story, shift} = told;
	const due: SimulatedBody[] = [];
	while (told.next !== undefined && told.next.at <= now) {
		due.push(told.next);
		told.next = told.bodies.next().value ?? undefined;
	}
	if (story.again === undefined) return due;
	const dayOf = ({at}: SimulatedBody) => Math.floor((at - shift - START) / DAY);
	const again = due.filter((body) => dayOf(body) === story.again);
	told.repeated.push(...again);
	if (playDay - story.later < story.again + 1) return again.length === 0 ? due : mixed(due);
	const all = [...due, ...told.repeated];
	told.repeated = [];
	return all.length === due.length ? due : mixed(all);
}

/** The same bodies in another order: every 7th first, then those behind them. */
const mixed = (bodies: readonly SimulatedBody[]): SimulatedBody[] =>
	Array.from({length: 7}, (_, rest) => bodies.filter((__, index) => index % 7 === 6 - rest)).flat();
