import type {EspName, EventKind} from '#shared/model/event.ts';
import {type Random, randomOf} from './random.ts';
import {REPLIES, type Reply} from './responses.ts';
import {type Conditions, HEALTHY, type Scenario, type SimulatedTenant} from './scenario.ts';
import {type Organization, worldOf} from './world.ts';

/** One event, before it is put into an ESP's words. */
export interface SimulatedEvent {
	readonly kind: EventKind;
	/** Milliseconds since 1970. */
	readonly at: number;
	readonly tenant: string;
	readonly esp: EspName;
	readonly ip: string;
	readonly sendingDomain: string;
	readonly recipient: string;
	/** The same for all events of a message. */
	readonly message: string;
	/** The receiving server's answer; empty for complaints and unsubscribes. */
	readonly response: string;
	/** What went wrong, as the story knows it. */
	readonly cause: string;
	readonly attempt: number;
}

/** A Monday. */
export const START = Date.UTC(2026, 2, 2);
const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
/** How much of a day's mail goes out in each hour. */
const HOURS = [1, 1, 1, 1, 1, 2, 4, 7, 10, 10, 9, 8, 6, 7, 8, 8, 6, 4, 3, 2, 2, 1, 1, 1].map((part) => part / 104);
const RETRIES = [15 * MINUTE, 45 * MINUTE, 2 * HOUR];

/** What stops a message, in the order in which a server looks; the address comes last. */
const STOPS: readonly (readonly [keyof Conditions, Reply])[] = [
	['banned', REPLIES.banned],
	['listed', REPLIES.listed],
	['dkim', REPLIES.dkim],
	['policy', REPLIES.policy],
	['spam', REPLIES.spam],
	['dead', REPLIES.dead],
	['full', REPLIES.full],
];

interface Message {
	readonly tenant: SimulatedTenant;
	readonly ip: string;
	readonly to: Organization;
	readonly recipient: string;
	readonly id: string;
}

/** All that happens to one message, from the first attempt on. */
function life(scenario: Scenario, random: Random, message: Message, sentAt: number): SimulatedEvent[] {
	const {tenant, ip, to, recipient} = message;
	const sending = {ip, domain: tenant.domain, recipient};
	const events: SimulatedEvent[] = [];
	let at = sentAt + random.whole(1, 20) * SECOND;
	const put = (kind: EventKind, cause: string, response: string, time = at, attempt = 1) =>
		events.push({
			kind,
			at: time,
			tenant: tenant.id,
			esp: tenant.esp,
			ip,
			sendingDomain: tenant.domain,
			recipient,
			message: message.id,
			response,
			cause,
			attempt,
		});
	for (let attempt = 0; ; attempt++) {
		const odds: Conditions = {
			...HEALTHY,
			...scenario.conditions({day: (at - START) / DAY, tenant, ip, to}),
		};
		const stop = STOPS.find(([cause]) => random.chance(odds[cause]));
		if (stop !== undefined) {
			put('bounce', stop[0], stop[1](to, sending), at, attempt + 1);
			return events;
		}
		if (!random.chance(odds.throttled)) {
			put('delivery', '', REPLIES.accepted(to, sending), at, attempt + 1);
			// Microsoft 365 and Gmail tell nobody who complained.
			const tells = to.family !== 'microsoft365' && to.family !== 'gmail';
			if (tells && random.chance(odds.complaint)) put('complaint', '', '', at + random.wait(6 * HOUR));
			if (random.chance(odds.unsubscribe)) put('unsubscribe', '', '', at + random.wait(3 * HOUR));
			return events;
		}
		put('deferral', 'throttled', REPLIES.throttled(to, sending), at, attempt + 1);
		const pause = RETRIES[attempt];
		if (pause === undefined) {
			at += HOUR;
			put('bounce', 'throttled', REPLIES.expired(to, sending), at, attempt + 1);
			return events;
		}
		at += pause + random.whole(0, 60) * SECOND;
	}
}

/** The events of a scenario in the order in which they happen; the same seed gives the same ones. */
export function eventsOf(scenario: Scenario, seed: number): SimulatedEvent[] {
	const world = worldOf(randomOf(seed).fork(`${scenario.name}/world`), scenario.companies);
	const events: SimulatedEvent[] = [];
	for (const tenant of scenario.tenants) {
		const random = randomOf(seed).fork(`${scenario.name}/${tenant.id}`);
		let count = 0;
		for (let day = 0; day < scenario.days; day++) {
			const weekend = day % 7 > 4 ? 1 / 3 : 1;
			for (const [hour, part] of HOURS.entries()) {
				const messages = random.poisson(tenant.perDay(day) * weekend * part);
				for (let index = 0; index < messages; index++) {
					count += 1;
					const to = random.weighted(world);
					const message = {
						tenant,
						ip: random.pick(tenant.ips),
						to,
						recipient: `person.${random.whole(1, 100_000)}@${to.domain}`,
						id: `${tenant.id}-${count}`,
					};
					const sentAt = START + day * DAY + hour * HOUR + random.whole(0, 3599) * SECOND;
					for (const event of life(scenario, random, message, sentAt)) events.push(event);
				}
			}
		}
	}
	// Whole seconds: SendGrid knows no fractions.
	return events
		.map((event) => ({...event, at: Math.floor(event.at / SECOND) * SECOND}))
		.sort((one, other) => one.at - other.at);
}

/** Domains of a scenario's world that Microsoft 365 filters for. */
export function microsoft365Of(scenario: Scenario, seed: number): ReadonlySet<string> {
	const world = worldOf(randomOf(seed).fork(`${scenario.name}/world`), scenario.companies);
	return new Set(world.filter(({family}) => family === 'microsoft365').map(({domain}) => domain));
}
