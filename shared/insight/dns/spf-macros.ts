import {type Address, labelsOf} from './address.ts';

/** What the macros of a record stand for. The sender's mailbox is not known here. */
export interface MacroContext {
	readonly address: Address;
	/** The domain whose record it is. */
	readonly domain: string;
	/** The domain that was asked about first. */
	readonly sender: string;
	readonly helo: string;
}

const BODY = /^([a-z])(\d{0,3})(r?)([.+,/_=-]{0,10})$/i;
const MOST = 253;

/**
 * A name of a record with its macros replaced (RFC 7208, section 7).
 *
 * @returns undefined where it cannot be told, because it is about the sender's mailbox; 'wrong' where it cannot be read
 */
export function expandMacros(text: string, context: MacroContext): string | undefined | 'wrong' {
	let name = '';
	for (let at = 0; at < text.length; at += 1) {
		const character = text.charAt(at);
		if (character !== '%') {
			name += character;
			continue;
		}
		at += 1;
		const next = text.charAt(at);
		if (next === '%' || next === '_') name += next === '%' ? '%' : ' ';
		else if (next === '-') name += '%20';
		else if (next === '{') {
			const end = text.indexOf('}', at);
			const value = end < 0 ? 'wrong' : expandOne(text.slice(at + 1, end), context);
			if (value === 'wrong' || value === undefined) return value;
			name += value;
			at = end;
		} else return 'wrong';
	}
	return shortened(name);
}

function expandOne(body: string, {address, domain, sender, helo}: MacroContext): string | undefined | 'wrong' {
	const [, letter = '', digits = '', reverse = '', delimiters = ''] = BODY.exec(body) ?? [];
	const values: ReadonlyMap<string, string | undefined> = new Map([
		['i', labelsOf(address).join('.')],
		['v', address.length === 4 ? 'in-addr' : 'ip6'],
		['d', domain],
		['o', sender],
		['h', helo],
		// Nobody should use it any more, and this is the word for "not looked up".
		['p', 'unknown'],
		['s', undefined],
		['l', undefined],
	]);
	const key = letter.toLowerCase();
	if (!values.has(key) || digits === '0') return 'wrong';
	const value = values.get(key);
	if (value === undefined) return undefined;
	const parted = new Set(delimiters === '' ? '.' : delimiters);
	const parts = partsOf(value, parted);
	const ordered = reverse === '' ? parts : parts.toReversed();
	return ordered.slice(digits === '' ? 0 : -Number(digits)).join('.');
}

function partsOf(value: string, delimiters: ReadonlySet<string>): string[] {
	const parts = [''];
	for (const character of value) {
		if (delimiters.has(character)) parts.push('');
		else parts[parts.length - 1] += character;
	}
	return parts;
}

/** Labels are taken off the left until it fits (RFC 7208, section 7.3). */
function shortened(name: string): string {
	let left = name;
	while (left.length > MOST && left.includes('.')) left = left.slice(left.indexOf('.') + 1);
	return left;
}
