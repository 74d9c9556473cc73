import type {Prior} from './interval.ts';
import type {RateName, Reputation} from './rates.ts';

/**
 * The numbers of the score. A rate up to `free` costs nothing, from `full` on it costs `most`, in between evenly. `usual` is
 * what is assumed as long as little was counted. All `most` come to 100.
 */
export interface CostRow {
	readonly id: string;
	readonly most: number;
	readonly free: number;
	readonly full: number;
	readonly usual: Prior;
	/** What is counted, for people. */
	readonly noun: string;
	readonly outOf: string;
	/** The rate that tells whether it can be known at all. */
	readonly rate?: RateName;
	readonly of: (reputation: Reputation) => {readonly count: number; readonly total: number};
	/** Why these numbers. */
	readonly because: string;
}

const throttled = ({categories}: Reputation): number =>
	(categories.deferred['ip-throttled'] ?? 0) + (categories.bounced['ip-throttled'] ?? 0);

export const COSTS: readonly CostRow[] = [
	{
		id: 'blocks',
		most: 35,
		free: 0.005,
		full: 0.1,
		usual: {mean: 0.002, messages: 200},
		noun: 'Messages blocked for the sender, the content or by an organization',
		outOf: 'delivered or blocked',
		of: ({delivered, blocked}) => ({count: blocked, total: delivered + blocked}),
		because: 'Healthy senders see a few blocks in a thousand; with one in ten a provider refuses the sender as such.',
	},
	{
		id: 'dead-addresses',
		most: 25,
		free: 0.01,
		full: 0.1,
		usual: {mean: 0.005, messages: 200},
		noun: 'Dead addresses',
		outOf: 'delivered or dead',
		of: ({delivered, dead}) => ({count: dead, total: delivered + dead}),
		because: 'Amazon SES may pause sending at 10 %, warns from 2 % on.',
	},
	{
		id: 'complaints',
		most: 25,
		free: 0.0005,
		full: 0.005,
		usual: {mean: 0.0003, messages: 2000},
		noun: 'Complaints',
		outOf: 'delivered',
		rate: 'complaint',
		of: ({delivered, complained}) => ({count: complained, total: Math.max(delivered, complained)}),
		because: 'Amazon SES may pause sending at 0.5 %; below 0.1 % is what everybody asks for.',
	},
	{
		id: 'throttling',
		most: 15,
		free: 0.02,
		full: 0.3,
		usual: {mean: 0.005, messages: 200},
		noun: 'Attempts slowed down for the reputation of the IP',
		outOf: 'delivered or slowed down',
		of: (reputation) => ({count: throttled(reputation), total: reputation.delivered + throttled(reputation)}),
		because: 'Throttling comes before a ban; a little of it is part of growing.',
	},
];

/** What an open incident costs, and how good the score can be at most while it is open. */
export interface IncidentCost {
	readonly kind: string;
	readonly points: number;
	readonly ceiling?: number;
	readonly words: string;
}

export const INCIDENT_COSTS: readonly IncidentCost[] = [
	{kind: 'account-ban', points: 40, ceiling: 20, words: 'The sending account is banned.'},
	{kind: 'ip-ban', points: 30, ceiling: 40, words: 'A receiving provider bans the sending IP.'},
	{kind: 'spamhaus-listing', points: 30, ceiling: 40, words: 'Spamhaus lists the sender.'},
	{kind: 'blocklist', points: 15, ceiling: 70, words: 'A block list names the sender.'},
	{kind: 'authentication', points: 10, ceiling: 80, words: 'SPF, DKIM or DMARC does not pass.'},
	{kind: 'throttling', points: 5, ceiling: 85, words: 'The sending IP is slowed down more than it used to be.'},
	{kind: 'list-quality', points: 5, ceiling: 85, words: 'Suddenly many addresses are dead.'},
	{kind: 'complaints', points: 5, ceiling: 85, words: 'Suddenly many recipients complain.'},
];
