import {type EmailAddress, isDomain, parseEmailAddress} from '#shared/model/names.ts';

/** What copying out of web pages and mail programs leaves in a text, unseen: zero-width spaces, joiners of words, BOMs. */
const unseen = /[\u200b\u2060\ufeff]/g;
const wrapped = /^(['"])(?=[^'"]*@)(.*)\1$/;
/** RFC 5321's dot-string, with letters beyond ASCII (RFC 6531), or a quoted string. */
const local = /^(?:[^\s()<>[\]:;,\\"@]{1,64}|"(?:[^"\\]|\\.){0,62}")$/;

/**
 * The address in a cell that a person filled: display names, capitals, spaces, quotes, `mailto:` and the mark against formulas
 * do not matter. Stricter than what ESPs are believed: a list's mistakes are to be found. Undefined where it is none, or more
 * than one.
 */
export function parseAddress(cell: string): EmailAddress | undefined {
	if (cell.length > 1000) return undefined;
	let text = cell.replace(unseen, '').trim();
	if (/^'[=+\-@]/.test(text)) text = text.slice(1);
	text = text.replace(wrapped, '$2').replace(/^mailto:/i, '');
	const address = parseEmailAddress(text);
	if (address === undefined) return undefined;
	const at = address.lastIndexOf('@');
	const domain = address.slice(at + 1);
	const wellFormed = local.test(address.slice(0, at)) && (isDomain(domain) || /^\[[\da-f:.]+\]$/.test(domain));
	return wellFormed ? address : undefined;
}

/** What is wrong with a cell that holds no address, as the end of a sentence. */
export function addressFault(cell: string): string {
	if (cell.trim() === '') return 'there is no address';
	if (cell.split('@').length > 2 && /[,;\s]/.test(cell.trim()))
		return 'there is more than one address; write one a line';
	return cell.includes('@') ? 'this is no valid e-mail address' : 'this is no e-mail address';
}
