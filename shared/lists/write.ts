import Papa from 'papaparse';
import type {EspName} from '#shared/model/event.ts';
import type {SuppressionReason} from '#shared/model/suppression.ts';

/**
 * Cells that a spreadsheet would take for a formula (OWASP, CSV injection), also in full-width letters. A sign before digits
 * alone is a telephone number.
 */
const formula = /^(?:[=@\t\r\n＝＠]|[+\-＋－](?![\d\s().-]*$)).*/s;

/** Rows as CSV (RFC 4180), each with its line end. Formulas are made harmless by an apostrophe. */
export function csv(rows: readonly (readonly string[])[], delimiter = ','): string {
	if (rows.length === 0) return '';
	const text = Papa.unparse(
		rows.map((row) => [...row]),
		{delimiter, newline: '\r\n', escapeFormulae: formula},
	);
	return `${text}\r\n`;
}

/** One address for an ESP's list. */
export interface Listed {
	readonly address: string;
	readonly reason: SuppressionReason;
}

/** Postmark takes so many addresses in a call. */
const POSTMARK_AT_ONCE = 50;

/** A file, or a part of one, that an ESP takes in; and the addresses that it cannot hold. */
export interface ForEsp {
	readonly text: string;
	readonly leftOut: readonly string[];
}

/**
 * Addresses as an ESP imports them.
 *
 * - `ses`: JSON lines for an import job onto the suppression list (CreateImportJob, DataFormat JSON, action PUT)
 * - `sendgrid`: CSV for the upload of global unsubscribes; an address that a spreadsheet would take for a formula is left out,
 *   since any mark would make another address of it
 * - `postmark`: one body a line for `POST /message-streams/{stream}/suppressions`, 50 addresses each
 *
 * @param first whether the file begins here
 */
export function forEsp(esp: EspName, listed: readonly Listed[], first: boolean): ForEsp {
	switch (esp) {
		case 'ses':
			return {text: listed.map(sesLine).join(''), leftOut: []};
		case 'sendgrid': {
			const harmless = listed.filter(({address}) => !formula.test(address));
			const rows = harmless.map(({address}) => [address]);
			return {
				text: csv(first ? [['email'], ...rows] : rows),
				leftOut: listed.filter(({address}) => formula.test(address)).map(({address}) => address),
			};
		}
		case 'postmark':
			return {text: postmarkLines(listed), leftOut: []};
	}
}

function sesLine({address, reason}: Listed): string {
	return `${JSON.stringify({emailAddress: address, reason: reason === 'complaint' ? 'COMPLAINT' : 'BOUNCE'})}\n`;
}

function postmarkLines(listed: readonly Listed[]): string {
	const lines: string[] = [];
	for (let from = 0; from < listed.length; from += POSTMARK_AT_ONCE) {
		const some = listed.slice(from, from + POSTMARK_AT_ONCE);
		lines.push(`${JSON.stringify({Suppressions: some.map(({address}) => ({EmailAddress: address}))})}\n`);
	}
	return lines.join('');
}
