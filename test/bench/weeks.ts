import {differences} from '../support/weeks/differences.ts';
import {middleOf, type Play, wholePlay} from '../support/weeks/stories.ts';
import {type ToldStory, tellWeeks} from '../support/weeks/tell.ts';
import {WANTED, type Wanted} from '../support/weeks/wanted.ts';
import type {Measurement} from './measure.ts';

const day = (value: number): string => value.toFixed(1);
const span = ([from, to]: readonly [number, number]): string => `${day(from)}–${day(to)}`;

function wantedLine({tenant, id, opens, ends, attribution}: Wanted): string {
	const over = typeof ends === 'string' ? ends : `over ${span(ends)}`;
	return `${tenant} ${id}: opens ${span(opens)}, ${over}${attribution === undefined ? '' : `, ${attribution}`}`;
}

/** What came of an incident, in a line: days from the story's start, and how often each alert came. */
function toldLine(told: ToldStory, {tenant, id}: {tenant: string; id: string}): string {
	const own = told.alerts.filter((alert) => alert.tenant === tenant && alert.id === id);
	const incident = told.incidents.find((one) => one.tenant === tenant && one.id === id);
	const dayOf = (state: string) => own.find((alert) => alert.state === state)?.day;
	const [opened, resolved] = [dayOf('opened'), dayOf('resolved')];
	const reminders = own.filter(({state}) => state === 'reminder').length;
	return [
		`${tenant} ${id}: opened ${opened === undefined ? 'never' : day(opened)}`,
		resolved === undefined
			? incident?.supersededBy === undefined
				? incident?.state
				: 'superseded'
			: `over ${day(resolved)}`,
		`alerts ${own.length} (${reminders} reminders)`,
		incident?.attribution?.verdict ?? 'no attribution',
		`"${own[0]?.text ?? ''}"`,
	].join(', ');
}

const wrong = ({counters}: ToldStory) =>
	counters.filter(({told, posted}) => JSON.stringify(told) !== JSON.stringify(posted));

function print(told: ToldStory, wanted: readonly Wanted[]): string[] {
	const {story, events, alerts, incidents, shown, counters} = told;
	const found = differences(wanted, incidents, alerts, told.latest);
	const of = (state: string) => alerts.filter((alert) => alert.state === state).length;
	const few = (lines: readonly string[]) =>
		lines.length > 8 ? [...lines.slice(0, 7), `… and ${lines.length - 7} like these`] : lines;
	const names = [...new Map(alerts.map((alert) => [`${alert.tenant} ${alert.id}`, alert])).values()];
	console.log(`\n${story.scenario.name}: ${story.to - story.from} days, ${events.toLocaleString('en-US')} events`);
	console.log(`  alerts: ${of('opened')} opened, ${of('reminder')} reminders, ${of('resolved')} all-clears`);
	for (const line of few(wanted.map(wantedLine))) console.log(`  wanted: ${line}`);
	for (const line of few(names.map((name) => toldLine(told, name)))) console.log(`  told:   ${line}`);
	for (const one of shown) {
		console.log(
			`  day ${day(one.day)}, ${one.tenant} sees: score ${one.score}, by IP ${one.byIp}, by domain ${one.byDomain}; ${one.incidents.join('; ')}`,
		);
	}
	const off = wrong(told);
	console.log(`  counters: ${counters.length} compared with what was posted, ${off.length} differ`);
	for (const one of off.slice(0, 5)) console.log(`    ${JSON.stringify(one)}`);
	console.log(`  ${found.length === 0 ? 'exactly as wanted' : `NOT as wanted:\n    ${found.join('\n    ')}`}`);
	return found;
}

/** Plays stories and prints what was told of each, and what should have been. */
export async function report({stories, paces}: Play): Promise<Measurement[]> {
	const told = await tellWeeks({
		stories: [...stories.values()],
		paces,
		days: (story) => [middleOf(story), story.to],
		say: (line) => console.error(line),
	});
	let off = 0;
	for (const [name, story] of stories) {
		const one = told.stories.find((each) => each.story === story);
		if (one !== undefined) off += print(one, WANTED[name](story.scenario)).length + wrong(one).length;
	}
	for (const line of told.said) console.log(line);
	const events = told.stories.reduce((sum, one) => sum + one.events, 0);
	return [
		{name: 'events posted', value: events, unit: 'events'},
		{name: 'webhooks', value: told.bodies, unit: 'requests'},
		{name: 'steps', value: told.steps, unit: 'sweeps'},
		{name: 'it took', value: told.seconds, unit: 's'},
		{name: 'not as wanted', value: off, unit: 'differences'},
	];
}

/** Eight stories of weeks through the real webhooks on the local stack, at full volume. */
export const run = (): Promise<Measurement[]> => report(wholePlay());
