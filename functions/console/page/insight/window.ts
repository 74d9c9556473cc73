import type {Place} from '../client/route.ts';
import {WINDOWS} from './words.ts';

/** The time that the address bar asks for; 7 days where it asks for none that there is. */
export function windowOf({query}: Place, among = WINDOWS.map(([name]) => String(name))): string {
	const asked = query.get('window') ?? '';
	return among.includes(asked) ? asked : '7d';
}

/** Hours of one bar: 30 days are shown day by day. */
export const barHours = (window: string): number => (window === '30d' ? 24 : 1);
