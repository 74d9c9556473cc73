import {type Attempt, HEALTHY, type Scenario, type SimulatedTenant} from './scenario.ts';

const tenant = (id: string, more: Partial<SimulatedTenant> = {}): SimulatedTenant => ({
	id,
	esp: 'sendgrid',
	ips: ['203.0.113.7'],
	domain: `${id}.example`,
	perDay: () => 1200,
	...more,
});

const byMicrosoft = ({to}: Attempt) => to.family === 'microsoft365' || to.family === 'outlook';
const isBetween = ({day}: Attempt, from: number, to: number) => day >= from && day < to;

/** When the phases of the poisoning begin, in days. */
export const POISONING = {bigger: 9, throttling: 10, ban: 14, delisted: 17} as const;

/** A list was bought: more mail, then throttling that grows from day to day, then the ban, which is lifted in the end. */
function poisoned(attempt: Attempt) {
	const {day} = attempt;
	const dirty = isBetween(attempt, POISONING.bigger, POISONING.ban) ? {complaint: 0.003} : {};
	if (!byMicrosoft(attempt)) return dirty;
	if (isBetween(attempt, POISONING.ban, POISONING.delisted)) return {banned: 0.97};
	if (isBetween(attempt, POISONING.throttling, POISONING.ban)) {
		return {...dirty, throttled: Math.min(0.7, 0.06 * 2 ** (day - POISONING.throttling))};
	}
	return dirty;
}

/** When things go wrong in the other scenarios, in days, and when they are put right. */
export const TROUBLE = {from: 15, to: 18} as const;
const inTrouble = (attempt: Attempt) => isBetween(attempt, TROUBLE.from, TROUBLE.to);

/** The company whose policy blocks. */
export const POLICY_OF = 'company-3.example';
/** The tenant of the fifty whose mail spoils the IP. */
export const CULPRIT = 'shared-07';

const shared = Array.from({length: 50}, (_, index) =>
	tenant(`shared-${String(index + 1).padStart(2, '0')}`, {
		perDay: (day) => (index === 6 && day >= TROUBLE.from - 1 ? 600 : 60),
	}),
);

/** The stories of which a careful deliverability expert knows how each is to be told. */
export const SCENARIOS = {
	healthy: {
		name: 'healthy sender',
		days: 21,
		companies: 400,
		tenants: [tenant('healthy', {esp: 'ses', ips: ['198.51.100.10', '198.51.100.11']})],
		conditions: () => ({}),
	},
	poisoning: {
		name: 'slow poisoning of an IP: throttling, ban, delisting',
		days: 21,
		companies: 400,
		tenants: [
			tenant('poisoned', {
				ips: ['203.0.113.7', '203.0.113.8'],
				perDay: (day) => (isBetweenDays(day, POISONING.bigger, POISONING.ban) ? 3000 : 1200),
			}),
		],
		conditions: (attempt) => (attempt.ip === '203.0.113.7' ? poisoned(attempt) : {}),
	},
	spamhaus: {
		name: 'Spamhaus lists the HELO name',
		days: 21,
		companies: 300,
		tenants: [tenant('listed', {esp: 'postmark'})],
		conditions: (attempt) =>
			inTrouble(attempt) && attempt.to.family !== 'gmail' && attempt.to.family !== 'yahoo' ? {listed: 0.6} : {},
	},
	policy: {
		name: "one company's policy",
		days: 21,
		companies: 300,
		tenants: [tenant('refused', {esp: 'ses'})],
		conditions: ({day, to}) => (to.domain === POLICY_OF && day >= TROUBLE.from ? {policy: 1} : {}),
	},
	'bad-list': {
		name: 'a bad list',
		days: 21,
		companies: 300,
		tenants: [tenant('bought', {perDay: (day) => (isBetweenDays(day, TROUBLE.from, TROUBLE.from + 1) ? 4000 : 1200)})],
		conditions: (attempt) => (isBetween(attempt, TROUBLE.from, TROUBLE.from + 1) ? {dead: 0.14, full: 0.02} : {}),
	},
	dkim: {
		name: 'broken DKIM',
		days: 21,
		companies: 300,
		tenants: [tenant('unsigned', {esp: 'ses'})],
		conditions: (attempt) =>
			inTrouble(attempt) && (byMicrosoft(attempt) || attempt.to.family === 'gmail') ? {dkim: 0.8} : {},
	},
	shared: {
		name: '50 tenants on a shared IP',
		days: 20,
		companies: 300,
		tenants: shared,
		conditions: (attempt) => {
			const spoils =
				attempt.tenant.id === CULPRIT && attempt.day >= TROUBLE.from - 1 ? {dead: 0.09, complaint: 0.006} : {};
			return byMicrosoft(attempt) && inTrouble(attempt) ? {...spoils, banned: 0.97} : spoils;
		},
	},
	tiny: {
		name: 'tiny sender',
		days: 28,
		companies: 60,
		tenants: [tenant('tiny', {esp: 'postmark', perDay: () => 8})],
		conditions: () => ({dead: HEALTHY.dead * 5}),
	},
} as const satisfies Record<string, Scenario>;
export type ScenarioName = keyof typeof SCENARIOS;

function isBetweenDays(day: number, from: number, to: number): boolean {
	return day >= from && day < to;
}
