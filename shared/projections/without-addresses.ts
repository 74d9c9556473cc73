/** What stands in the place of an address. */
const HIDDEN = '(address)';
/** An at sign, and how URLs write one. */
const AT = /@|%40/g;
/** The longest address, and a little more. */
const LONGEST = 400;
/** A local part that is shorter stands in too many words. */
const SHORTEST = 3;

/** What may stand in a mailbox that is not quoted (RFC 5321, RFC 6531) besides letters, digits, full stops and hyphens. */
const SIGNS = new Set([..."!#$%&'*+/=?^`{|}~"].map((sign) => sign.charCodeAt(0)));
const isLocal = (code: number): boolean => isDomainCharacter(code) || SIGNS.has(code);
/** What ties a word to a longer one: an address, a host name, a path. */
const isTie = (code: number): boolean => isDomainCharacter(code) || code === 47 || code === 64 || code === 37;
const isDomainCharacter = (code: number): boolean =>
	code >= 128 ||
	(code >= 97 && code <= 122) ||
	(code >= 65 && code <= 90) ||
	(code >= 48 && code <= 57) ||
	code === 45 ||
	code === 46 ||
	code === 95;

/**
 * A response without the addresses in it: those that are known to stand there, whatever their case and also as
 * `jo=example.com` or as the local part alone, and all else that has the form of one. Pure; takes time in proportion to the
 * text.
 *
 * @param known spellings of the recipient's address
 */
export function withoutAddresses(text: string, known: readonly string[]): string {
	let left = text;
	for (const address of known) {
		const at = address.lastIndexOf('@');
		if (at <= 0) continue;
		const [local, domain] = [address.slice(0, at), address.slice(at + 1)];
		for (const spelling of [address, `${local}=${domain}`]) left = without(left, spelling, () => true);
		if (local.length >= SHORTEST) left = without(left, local, standsAlone);
	}
	return withoutForms(left);
}

/** Without each occurrence of some words, in whatever case. */
function without(text: string, words: string, fits: (text: string, from: number, to: number) => boolean): string {
	const [lower, wanted] = [text.toLowerCase(), words.toLowerCase()];
	if (lower.length !== text.length) return without(lower, words, fits); // a letter whose small form is longer
	const parts: string[] = [];
	let from = 0;
	for (let at = lower.indexOf(wanted); at >= 0; at = lower.indexOf(wanted, at + wanted.length)) {
		if (!fits(lower, at, at + wanted.length)) continue;
		parts.push(text.slice(from, at), HIDDEN);
		from = at + wanted.length;
	}
	return parts.join('') + text.slice(from);
}

/** Not within a longer word, an address, a host name or a path. A full stop behind it ends the sentence. */
function standsAlone(text: string, from: number, to: number): boolean {
	if (from > 0 && isTie(text.charCodeAt(from - 1))) return false;
	const end = text[to] === '.' ? to + 1 : to;
	return end >= text.length || !isTie(text.charCodeAt(end));
}

/** Without all that has the form of an address. */
function withoutForms(text: string): string {
	const parts: string[] = [];
	let from = 0;
	for (const {index, 0: sign} of text.matchAll(AT)) {
		let start = index;
		while (start > from && index - start < LONGEST && isLocal(text.charCodeAt(start - 1))) start -= 1;
		let end = index + sign.length;
		while (end < text.length && isDomainCharacter(text.charCodeAt(end))) end += 1;
		if (start === index || end === index + sign.length || index < from) continue;
		parts.push(text.slice(from, start), HIDDEN);
		from = end;
	}
	return parts.join('') + text.slice(from);
}
