import type {Tokens} from '#shared/model/classification.ts';

/** A piece of a text; `token` names what was read out of it. */
export interface Piece {
	readonly text: string;
	readonly token?: keyof Tokens;
}

interface Found {
	readonly from: number;
	readonly to: number;
	readonly token: keyof Tokens;
}

/** In this order they are looked for: what stands inside another one (a cluster in a host name) comes later. */
const ORDER: readonly (keyof Tokens)[] = [
	'recipient',
	'server',
	'senderIp',
	'asCode',
	'sCode',
	'attr',
	'prx',
	'enhancedStatus',
	'replyCode',
	'senderDomain',
	'helo',
	'blocklist',
	'region',
	'spf',
	'dkim',
	'dmarc',
	'retryAfterSeconds',
];

function isWordCharacter(character: string | undefined): boolean {
	return character !== undefined && /[\p{L}\p{N}]/u.test(character);
}

/** The spellings under which a token may stand in the text: AS12 is also written AS(12). */
function spellings(token: keyof Tokens, value: string): string[] {
	const low = value.toLowerCase();
	return token === 'asCode' ? [low, `as(${low.slice(2)})`, low.slice(2)] : [low];
}

function findIn(text: string, spelled: string, taken: readonly Found[], token: keyof Tokens): Found | undefined {
	for (let from = text.indexOf(spelled); from !== -1; from = text.indexOf(spelled, from + 1)) {
		const to = from + spelled.length;
		const whole = !isWordCharacter(text[from - 1]) && !isWordCharacter(text[to]);
		if (whole && !taken.some((other) => from < other.to && other.from < to)) return {from, to, token};
	}
	return undefined;
}

/**
 * A response in pieces, with the first place of each token marked. Put together, the pieces are the text.
 */
export function highlight(text: string, tokens: Tokens): Piece[] {
	const low = text.toLowerCase();
	const found: Found[] = [];
	// Lower case of a few letters has another length: then places would not fit, and nothing is marked.
	for (const token of low.length === text.length ? ORDER : []) {
		const value = tokens[token];
		if (value === undefined || value === '') continue;
		const places = spellings(token, String(value)).map((spelled) => findIn(low, spelled, found, token));
		const place = places.find((each) => each !== undefined);
		if (place !== undefined) found.push(place);
	}
	found.sort((one, other) => one.from - other.from);
	const pieces: Piece[] = [];
	let at = 0;
	for (const {from, to, token} of found) {
		if (from > at) pieces.push({text: text.slice(at, from)});
		pieces.push({text: text.slice(from, to), token});
		at = to;
	}
	if (at < text.length) pieces.push({text: text.slice(at)});
	return pieces;
}
