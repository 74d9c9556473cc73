import type {Random} from './random.ts';

export type Family = 'microsoft365' | 'gmail' | 'outlook' | 'yahoo' | 'other';

/** A receiving organization: a company of its own, or a mailbox provider's domain. */
export interface Organization {
	readonly domain: string;
	/** How much of the mail it gets, as against the others. */
	readonly weight: number;
	readonly family: Family;
	/** Microsoft's cluster that filters for it, and the forest that its mailboxes are in. */
	readonly cluster: string;
	readonly forest: string;
}

const PROVIDERS: readonly (readonly [string, Family, number])[] = [
	['gmail.com', 'gmail', 25],
	['outlook.com', 'outlook', 6],
	['hotmail.com', 'outlook', 6],
	['yahoo.com', 'yahoo', 8],
];
const CLUSTERS = ['EUR01', 'EUR03', 'EUR04', 'EUR05', 'NAM02', 'NAM04', 'NAM11', 'NAM12', 'APC01', 'CAN01'];

/** Companies as a business mailing meets them: a few big ones, many small; six of ten at Microsoft 365. */
export function worldOf(random: Random, companies: number): Organization[] {
	const microsoft = () => ({
		cluster: random.pick(CLUSTERS),
		forest: `${random.pick(['eur', 'nam', 'apc'])}prd${String(random.whole(1, 14)).padStart(2, '0')}`,
	});
	const providers = PROVIDERS.map(([domain, family, weight]) => ({domain, family, weight, ...microsoft()}));
	const all = Array.from({length: companies}, (_, index) => ({
		domain: `company-${index + 1}.example`,
		family: index % 5 < 3 ? ('microsoft365' as const) : ('other' as const),
		weight: 1 / (index + 4) ** 0.7,
		...microsoft(),
	}));
	const total = all.reduce((sum, {weight}) => sum + weight, 0);
	return [...providers, ...all.map((company) => ({...company, weight: (company.weight * 55) / total}))];
}
