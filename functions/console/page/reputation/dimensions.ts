import {continentOf} from '#shared/classify/continents.ts';
import {espInWords} from '../ui/words.ts';

/** By what the mail can be looked at. */
export const DIMENSIONS = [
	['sending-ip', 'Sending IP'],
	['sending-domain', 'Sending domain'],
	['recipient-domain', 'Recipient domain'],
	['region', 'Microsoft region'],
	['esp', 'ESP'],
] as const;

/** What the address bar asks for; the sending IPs where it asks for nothing that there is. */
export function dimensionOf(asked: string | undefined): string {
	return DIMENSIONS.find(([name]) => name === asked)?.[0] ?? 'sending-ip';
}

/** What a dimension is called. */
export function dimensionInWords(dimension: string): string {
	return DIMENSIONS.find(([name]) => name === dimension)?.[1] ?? dimension;
}

/** The same within a sentence. */
export function dimensionInText(dimension: string): string {
	return dimensionInWords(dimension).replace(/^[SR]/, (letter) => letter.toLowerCase());
}

/** Those that are counted hour by hour; the others are lists, and have no series. */
export const hasSeries = (dimension: string): boolean => ['sending-ip', 'sending-domain', 'esp'].includes(dimension);

/** Those of which it can be told whether one organization blocks or many. */
export const hasAttribution = (dimension: string): boolean => ['sending-ip', 'sending-domain'].includes(dimension);

/** What else is to be said of a value: where a Microsoft region lies. */
export function noteOf(dimension: string, value: string): string {
	return dimension === 'region' ? (continentOf(value) ?? '') : '';
}

/** A value as people write it. */
export function valueInWords(dimension: string, value: string): string {
	if (value === '(other)') return 'All others together';
	return dimension === 'esp' ? espInWords(value) : value;
}
