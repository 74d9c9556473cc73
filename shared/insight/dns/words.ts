import type {DnsUnknown} from '#shared/model/dns.ts';

/** Why it could not be told, for people: put behind "could not be told:". */
const UNKNOWN_WORDS: Readonly<Record<DnsUnknown, string>> = {
	timeout: 'no DNS server answered in time',
	servfail: "the domain's name servers fail",
	refused: 'the DNS server refused the question',
	unreachable: 'no DNS server could be reached',
	private: 'the DNS server does not know public names',
	broken: 'the answer could not be read',
	limit: 'too many look-ups were needed',
	name: 'that is no name that DNS could be asked for',
};

export const whyUnknown = ({unknown}: {readonly unknown: DnsUnknown}): string => UNKNOWN_WORDS[unknown];

const MOST_FOUND = 200;
const MOST_NAME = 100;

/** What strangers wrote into DNS, fit to be shown: visible ASCII, and not too long. */
export function shown(text: string, most = MOST_FOUND): string {
	const visible = text.replace(/[^\x20-\x7e]/g, '?');
	return visible.length > most ? `${visible.slice(0, most - 1)}…` : visible;
}

export const shownName = (name: string): string => shown(name, MOST_NAME);

/** Several things found, the first few by name. */
export function shownList(found: readonly string[], most = 3): string {
	const some = found.slice(0, most).map(shownName).join(', ');
	return found.length > most ? `${some} and ${found.length - most} more` : some;
}
