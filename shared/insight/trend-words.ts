import type {FailingAuthentication} from './authentication-check.ts';
import {type TrendRow, VOLUME_WORDS} from './trend-table.ts';

/** What the words are made of. */
export interface Found {
	readonly resource: string;
	readonly hours: number;
	readonly bad: number;
	readonly total: number;
	readonly rate: number;
	readonly usual: {readonly rate: number} | null;
	readonly volume: {readonly today: number; readonly usual: number; readonly times: number} | null;
	readonly authentication?: FailingAuthentication;
}

const number = (count: number): string => count.toLocaleString('en-US', {maximumFractionDigits: 0});
const LIST = new Intl.ListFormat('en-US');
/** Below it a rate would read as 0.00 %. */
const LEAST_TOLD = 0.00005;
const percent = (rate: number): string => `${(rate * 100).toFixed(rate < 0.01 ? 2 : 1)} %`;

/** What a finding says, and what to do about it. */
export function wordsOf(row: TrendRow, finding: Found): {words: string; follows: string} {
	const {usual, volume, authentication} = finding;
	const checks = (authentication?.checks ?? []).map(({check}) => check);
	const resource = finding.resource === 'all' ? 'the whole account' : finding.resource;
	const values: ReadonlyMap<string, string> = new Map([
		['resource', resource],
		['domain', authentication?.domain ?? resource],
		['check', checks.length === 0 ? '' : ` (${LIST.format(checks)} ${checks.length === 1 ? 'fails' : 'fail'})`],
		['bad', number(finding.bad)],
		['total', number(finding.total)],
		['hours', String(finding.hours)],
		['rate', percent(finding.rate)],
		['usual', usual === null || usual.rate < LEAST_TOLD ? 'none' : percent(usual.rate)],
		['times', (volume?.times ?? 1).toFixed(1)],
		['today', number(volume?.today ?? 0)],
		['usualVolume', number(volume?.usual ?? 0)],
	]);
	const fill = (text: string) => text.replace(/\{([a-zA-Z]+)\}/g, (whole, name: string) => values.get(name) ?? whole);
	const change = volume === null ? undefined : VOLUME_WORDS.find(({atLeast}) => volume.times >= atLeast);
	const says = fill(usual === null ? row.saysWithoutHistory : row.says);
	return {words: change === undefined ? says : `${says} ${fill(change.says)}`, follows: fill(row.follows)};
}
