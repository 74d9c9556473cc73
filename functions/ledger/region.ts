import {regionOf} from '#shared/classify/region.ts';
import type {Fact} from '#shared/model/fact.ts';

const MICROSOFT = '.outlook.com';
/** DNS allows no longer name. */
const LONGEST_HOST = 253;

/**
 * The Microsoft region that took a message, out of the host name in its answer: "Queued mail for delivery" comes with
 * `Hostname=AM0PR05MB1234.eurprd05.prod.outlook.com`. Undefined for everyone else's answers.
 */
export function regionOfDelivery({event}: Fact): string | undefined {
	const text = event.kind === 'delivery' ? event.diagnostic : null;
	const end = text?.indexOf(MICROSOFT) ?? -1;
	if (text === null || end < 0) return undefined;
	let start = end;
	while (start > 0 && end - start < LONGEST_HOST && isHostCharacter(text.charCodeAt(start - 1))) start -= 1;
	return regionOf(text.slice(start, end + MICROSOFT.length));
}

const isHostCharacter = (code: number): boolean =>
	(code >= 97 && code <= 122) || (code >= 65 && code <= 90) || (code >= 48 && code <= 57) || code === 45 || code === 46;
