import type {Tokens} from '#shared/model/classification.ts';
import type {LinkRow} from './row.ts';

/** What a placeholder reads as where the response did not name the thing. */
const FALLBACK = {
	ip: 'the sending IP',
	domain: 'the sending domain',
	helo: 'its HELO name',
	server: 'the receiving server',
	region: 'the cluster',
	organization: "the recipient's organization",
	list: 'the one that the response names',
	code: 'its code',
} as const;

type Placeholder = keyof typeof FALLBACK;

/** What is known of one response, by placeholder. */
export type Known = Readonly<Partial<Record<Placeholder, string>>>;

const MAX_VALUE = 255;

function isPlaceholder(name: string): name is Placeholder {
	return Object.hasOwn(FALLBACK, name);
}

function domainPart(address: string | undefined): string | undefined {
	const at = address?.lastIndexOf('@') ?? -1;
	return address === undefined || at < 0 ? undefined : address.slice(at + 1);
}

/** The values for the placeholders, from what the classifier read out of a response. */
export function knownFrom(tokens: Tokens): Known {
	const values: Record<Placeholder, string | undefined> = {
		ip: tokens.senderIp,
		domain: tokens.senderDomain,
		helo: tokens.helo,
		server: tokens.server,
		region: tokens.region,
		organization: domainPart(tokens.recipient),
		list: tokens.blocklist,
		code: tokens.asCode ?? tokens.sCode ?? tokens.attr ?? tokens.enhancedStatus,
	};
	const known: Partial<Record<Placeholder, string>> = {};
	for (const [name, value] of Object.entries(values)) {
		if (value !== undefined && value !== '' && isPlaceholder(name))
			known[name] = value.slice(0, MAX_VALUE).toWellFormed();
	}
	return known;
}

const PLACEHOLDER = /\{([a-z]+)\}/g;

/** A text with its placeholders filled. What is not known is put into words, with a capital at the start of a sentence. */
export function fillText(text: string, known: Known): string {
	return text.replace(PLACEHOLDER, (whole, name: string, at: number) => {
		if (!isPlaceholder(name)) return whole;
		const value = known[name];
		if (value !== undefined) return value;
		const words = FALLBACK[name];
		const starts = at === 0 || text.slice(at - 2, at) === '. ';
		return starts ? words.charAt(0).toUpperCase() + words.slice(1) : words;
	});
}

/** A link with its placeholders filled and escaped; the bare address where one of them is not known. */
export function fillLink(link: LinkRow, known: Known): {label: string; url: string} {
	let complete = true;
	const url = link.url.replace(PLACEHOLDER, (whole, name: string) => {
		const value = isPlaceholder(name) ? known[name] : undefined;
		if (value === undefined) complete = false;
		return value === undefined ? whole : encodeURIComponent(value);
	});
	return {label: fillText(link.label, known), url: complete ? url : (link.bare ?? link.url)};
}
