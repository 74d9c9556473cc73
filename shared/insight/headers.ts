import {AUTHENTICATION_FIELDS} from './headers/authentication.ts';
import type {FieldRow, Tone} from './headers/row.ts';
import {SPAM_FIELDS} from './headers/spam.ts';
import {type Header, partsOf, unfold} from './headers/unfold.ts';

/** What one field of an anti-spam header says. */
export interface Finding {
	/** The header that it stands in, as people write it. */
	readonly header: string;
	/** "SCL", "spf", "compauth reason" */
	readonly field: string;
	/** As it stands there. */
	readonly value: string;
	readonly meaning: string;
	/** What follows from it for the sender. */
	readonly follows: string;
	readonly tone: Tone;
	/** The domain or IP that it is about, where the header names one. */
	readonly about?: string;
}

/** What the anti-spam headers of a message say. */
export interface HeadersExplained {
	readonly findings: readonly Finding[];
	/** The connection that brought the message, as Microsoft 365 saw it. */
	readonly connection: {
		readonly ip?: string;
		readonly helo?: string;
		readonly reverseDns?: string;
		readonly country?: string;
	};
	/** True where only the beginning of an overlong text was read. */
	readonly truncated: boolean;
}

/** Longest text that is read, in characters; headers of real messages stay far below. */
const LONGEST = 131_072;
const MOST_FINDINGS = 100;
const LONGEST_VALUE = 255;

const NAMES: ReadonlyMap<string, string> = new Map([
	['x-forefront-antispam-report', 'X-Forefront-Antispam-Report'],
	['x-microsoft-antispam', 'X-Microsoft-Antispam'],
	['x-ms-exchange-organization-scl', 'X-MS-Exchange-Organization-SCL'],
	['x-ms-exchange-organization-pcl', 'X-MS-Exchange-Organization-PCL'],
	['authentication-results', 'Authentication-Results'],
]);

function isValue(pattern: string, value: string): boolean {
	const range = /^(\d+)-(\d+)$/.exec(pattern);
	if (range !== null) return /^\d{1,3}$/.test(value) && +value >= Number(range[1]) && +value <= Number(range[2]);
	return pattern.endsWith('xx') ? /^\d{3}$/.test(value) && value[0] === pattern[0] : pattern === value;
}

function rowOf(rows: readonly FieldRow[], field: string, value: string): FieldRow | undefined {
	const low = value.toLowerCase();
	return rows.find((row) => row.field === field && row.values.some((pattern) => isValue(pattern, low)));
}

function finding(rows: readonly FieldRow[], header: string, field: string, value: string, about?: string): Finding[] {
	const known = rows.some((row) => row.field === field);
	if (!known || value === '') return [];
	const row = rowOf(rows, field, value);
	return [
		{
			header,
			field,
			value: value.slice(0, LONGEST_VALUE),
			meaning: row?.meaning ?? 'Microsoft does not publish what this value means.',
			follows: row?.follows ?? 'Nothing can be told from it.',
			tone: row?.tone ?? 'neutral',
			...(about === undefined ? {} : {about: about.slice(0, LONGEST_VALUE)}),
		},
	];
}

/** `SCL:1;IPV:NLI;SFV:NSPM` → the fields by name, in upper case. */
function fieldsOf(value: string): [string, string][] {
	return partsOf(value).map((part) => {
		const colon = part.indexOf(':');
		return colon < 0
			? [part.toUpperCase(), '']
			: [part.slice(0, colon).trim().toUpperCase(), part.slice(colon + 1).trim()];
	});
}

const RESULT = /^(?:([a-z][a-z0-9-]{0,30})(?:\/\d{1,3})?)\s*=\s*([a-z.]{1,40})/i;
const REASON = /\breason\s*=\s*"?(\d{3})\b/i;
const ACTION = /\baction\s*=\s*([a-z.]{1,40})/i;
const ABOUT = /\b(?:header\.d|header\.i|header\.from|smtp\.mailfrom|smtp\.helo)\s*=\s*@?([^\s;()]{1,255})/i;

/** `spf=pass (sender IP is 192.0.2.1) smtp.mailfrom=example.com`, and what goes with it. */
function resultOf(part: string, header: string): Finding[] {
	const [, method = '', value = ''] = RESULT.exec(part) ?? [];
	const field = method.toLowerCase();
	const rows = AUTHENTICATION_FIELDS;
	const about = ABOUT.exec(part)?.[1];
	const found = finding(rows, header, field, value, about);
	if (field === 'dmarc') found.push(...finding(rows, header, 'dmarc action', ACTION.exec(part)?.[1] ?? ''));
	if (field === 'compauth') found.push(...finding(rows, header, 'compauth reason', REASON.exec(part)?.[1] ?? ''));
	return found;
}

function findingsOf({name, value}: Header): Finding[] {
	const header = NAMES.get(name);
	if (header === undefined) return [];
	if (name === 'authentication-results') return partsOf(value).flatMap((part) => resultOf(part, header));
	const last = /-(scl|pcl)$/.exec(name)?.[1];
	if (last !== undefined) return finding(SPAM_FIELDS, header, last.toUpperCase(), value);
	return fieldsOf(value).flatMap(([field, text]) => finding(SPAM_FIELDS, header, field, text));
}

function connectionOf(headers: readonly Header[]): HeadersExplained['connection'] {
	const report = headers.find(({name}) => name === 'x-forefront-antispam-report');
	const fields = new Map(fieldsOf(report?.value ?? ''));
	const short = (field: string) => fields.get(field)?.slice(0, LONGEST_VALUE) || undefined;
	const [ip, helo, reverseDns, country] = [short('CIP'), short('H'), short('PTR'), short('CTRY')];
	return {
		...(ip === undefined ? {} : {ip}),
		...(helo === undefined ? {} : {helo}),
		...(reverseDns === undefined ? {} : {reverseDns}),
		...(country === undefined ? {} : {country}),
	};
}

/**
 * Reads the anti-spam headers of a message that did arrive: what Microsoft 365 thought of it, and what follows for the
 * sender. Pure; whatever the text, never an exception; other headers are passed over.
 */
export function explainHeaders(text: string): HeadersExplained {
	const headers = unfold(text.slice(0, LONGEST));
	return {
		findings: headers.flatMap(findingsOf).slice(0, MOST_FINDINGS),
		connection: connectionOf(headers),
		truncated: text.length > LONGEST,
	};
}
