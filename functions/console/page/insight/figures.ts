import type {RateAnswer} from './answers.ts';

/** A part of 1 as people read it, with as many digits as small rates need. */
export function percent(rate: number): string {
	const digits = rate < 0.001 ? 3 : rate < 0.1 ? 2 : 1;
	return rate.toLocaleString(undefined, {style: 'percent', maximumFractionDigits: digits});
}

/** A rate, or why there is none. */
export function rateInWords(rate: RateAnswer): string {
	return rate.rate === null ? rate.told : percent(rate.rate);
}

/** A large number in few characters: "1.2K". */
export function short(number: number): string {
	return number.toLocaleString(undefined, {notation: 'compact', maximumFractionDigits: 1});
}

/** How good a score is; the words go with the color. */
export function scoreMark(score: number): {readonly mark: string; readonly words: string} {
	if (score >= 80) return {mark: 'good', words: 'Good'};
	return score >= 50 ? {mark: 'risky', words: 'Needs care'} : {mark: 'stop', words: 'In trouble'};
}
