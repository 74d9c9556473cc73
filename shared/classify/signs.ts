import type {Mark} from './rule.ts';

/** What marks tell, a bit each: of several marks met, what any of them tells. */
export const CONSUMER = 1;
export const ONLINE = 2;
export const SERVER = 4;
export const OTHER = 8;
export const ANY_EXCHANGE = 16;
export const NAMES_LIST = 32;
export const TELLS_PERMANENCE = 64;
export const FREES_RECIPIENT = 128;
export const STARTS_ANEW = 256;

const SYSTEMS = {
	'outlook-consumer': CONSUMER,
	'exchange-online': ONLINE,
	'exchange-server': SERVER,
	other: OTHER,
} as const;

/** The bits of one mark. */
export function signsOf({system, anyExchange, list, permanence, freesRecipient, startsAnew}: Mark): number {
	return (
		(system === undefined ? 0 : SYSTEMS[system]) |
		(anyExchange === true ? ANY_EXCHANGE : 0) |
		(list === undefined ? 0 : NAMES_LIST) |
		(permanence === undefined ? 0 : TELLS_PERMANENCE) |
		(freesRecipient === true ? FREES_RECIPIENT : 0) |
		(startsAnew === true ? STARTS_ANEW : 0)
	);
}
