import type {EspName} from '#shared/model/event.ts';
import type {Organization} from './world.ts';

/** How probable each thing is for one attempt to deliver one message. */
export interface Conditions {
	readonly dead: number;
	readonly full: number;
	readonly spam: number;
	readonly throttled: number;
	readonly banned: number;
	readonly listed: number;
	readonly policy: number;
	readonly dkim: number;
	/** Of a delivered message. */
	readonly complaint: number;
	readonly unsubscribe: number;
}

/** A sender with a clean list. */
export const HEALTHY: Conditions = {
	dead: 0.004,
	full: 0.002,
	spam: 0.0004,
	throttled: 0.003,
	banned: 0,
	listed: 0,
	policy: 0,
	dkim: 0,
	complaint: 0.0003,
	unsubscribe: 0.001,
};

export interface SimulatedTenant {
	readonly id: string;
	readonly esp: EspName;
	readonly ips: readonly string[];
	readonly domain: string;
	/** Messages on a weekday; a third of it at weekends. */
	readonly perDay: (day: number) => number;
}

/** When and to whom an attempt is made. `day` counts from the start, with its fraction. */
export interface Attempt {
	readonly day: number;
	readonly tenant: SimulatedTenant;
	readonly ip: string;
	readonly to: Organization;
}

export interface Scenario {
	readonly name: string;
	readonly days: number;
	readonly companies: number;
	readonly tenants: readonly SimulatedTenant[];
	/** What is otherwise than with a healthy sender. */
	readonly conditions: (attempt: Attempt) => Partial<Conditions>;
}
