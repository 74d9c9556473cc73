import type {Mark} from './rule.ts';

/** What marks tell, a bit each: of several marks met, what any of them tells. */
export const SIGN = {
	consumer: 1,
	online: 2,
	server: 4,
	other: 8,
	anyExchange: 16,
	list: 32,
	permanence: 64,
	freesRecipient: 128,
} as const;

const SYSTEMS = {
	'outlook-consumer': SIGN.consumer,
	'exchange-online': SIGN.online,
	'exchange-server': SIGN.server,
	other: SIGN.other,
} as const;

/** The bits of one mark. */
export function signsOf({system, anyExchange, list, permanence, freesRecipient}: Mark): number {
	return (
		(system === undefined ? 0 : SYSTEMS[system]) |
		(anyExchange === true ? SIGN.anyExchange : 0) |
		(list === undefined ? 0 : SIGN.list) |
		(permanence === undefined ? 0 : SIGN.permanence) |
		(freesRecipient === true ? SIGN.freesRecipient : 0)
	);
}
