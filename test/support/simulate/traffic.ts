import {type Random, randomOf} from './random.ts';

/** What a stream of blocks is made of. The verdict is made from its numbers alone; what made them is known here only. */
export interface TrafficPlan {
	readonly seed: number;
	readonly messages: number;
	readonly organizations: number;
	/** How uneven the mail is: 0, all organizations get the same; 1, as town sizes are (Zipf). */
	readonly uneven: number;
	/** The part of organizations that one provider, such as Microsoft 365, filters for. */
	readonly filtered: number;
	/** Organizations that block by a policy of their own, and how much of the mail they block. */
	readonly policies: number;
	readonly policyRate: number;
	/** The part of the mail to the provider that it blocks for the sender's reputation; it grows from 0 to this if `slow`. */
	readonly reputation: number;
	readonly slow: boolean;
	/** Blocks for other reasons, anywhere. */
	readonly noise: number;
}

export const QUIET: TrafficPlan = {
	seed: 1,
	messages: 5000,
	organizations: 200,
	uneven: 0.8,
	filtered: 0.4,
	policies: 0,
	policyRate: 0.9,
	reputation: 0,
	slow: false,
	noise: 0.0003,
};

export interface SimulatedTraffic {
	readonly traffic: Map<string, {blocked: number; delivered: number}>;
	readonly microsoft365: ReadonlySet<string>;
	/** Blocks by cause. */
	readonly causes: {readonly policy: number; readonly reputation: number; readonly noise: number};
	/** How many organizations have a block of each cause. */
	readonly policyAt: number;
	readonly reputationAt: number;
}

function causeOf(random: Random, chances: {policy: number; reputation: number; noise: number}) {
	if (random.chance(chances.policy)) return 'policy';
	if (random.chance(chances.reputation)) return 'reputation';
	return random.chance(chances.noise) ? 'noise' : undefined;
}

/** A window's messages of one sender, one after the other. */
export function trafficOf(plan: TrafficPlan): SimulatedTraffic {
	const random = randomOf(plan.seed);
	const places = Array.from({length: plan.organizations}, (_, index) => ({
		domain: `org-${index}.example`,
		weight: 1 / (index + 1) ** plan.uneven,
		filtered: random.chance(plan.filtered),
		policy: false,
	}));
	const cumulative: number[] = [];
	for (const {weight} of places) cumulative.push((cumulative.at(-1) ?? 0) + weight);
	const total = cumulative.at(-1) ?? 0;
	// Whoever has a policy is mailed enough for it to be seen.
	const known = places.filter(({weight}) => (weight / total) * plan.messages >= 8);
	for (let index = 0; index < plan.policies && known.length > 0; index++) {
		const [place] = known.splice(random.whole(0, known.length - 1), 1);
		if (place !== undefined) place.policy = true;
	}
	const traffic = new Map<string, {blocked: number; delivered: number}>();
	const causes = {policy: 0, reputation: 0, noise: 0};
	const at = {policy: new Set<string>(), reputation: new Set<string>(), noise: new Set<string>()};
	for (let message = 0; message < plan.messages; message++) {
		const drawn = random.next() * total;
		let [low, high] = [0, places.length - 1];
		while (low < high) {
			const middle = (low + high) >> 1;
			if ((cumulative[middle] ?? 0) > drawn) high = middle;
			else low = middle + 1;
		}
		const place = places[low];
		if (place === undefined) throw new Error('no organization');
		const grown = plan.slow ? message / plan.messages : 1;
		const cause = causeOf(random, {
			policy: place.policy ? plan.policyRate : 0,
			reputation: place.filtered ? plan.reputation * grown : 0,
			noise: plan.noise,
		});
		const seen = traffic.get(place.domain) ?? {blocked: 0, delivered: 0};
		traffic.set(place.domain, seen);
		if (cause === undefined) seen.delivered += 1;
		else {
			seen.blocked += 1;
			causes[cause] += 1;
			at[cause].add(place.domain);
		}
	}
	return {
		traffic,
		microsoft365: new Set(places.filter(({filtered}) => filtered).map(({domain}) => domain)),
		causes,
		policyAt: at.policy.size,
		reputationAt: at.reputation.size,
	};
}
