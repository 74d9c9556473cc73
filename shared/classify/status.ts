/** An enhanced status as one number: "5.7.606" is 5_007_606. Class and subject take three digits each (RFC 3463, 2). */
export type StatusNumber = number;

/** Class, subject and detail as one number. */
export function statusNumber(class_: number, subject: number, detail: number): StatusNumber {
	return class_ * 1_000_000 + subject * 1_000 + detail;
}

/** 5_007_606 is "5.7.606". */
export function statusText(status: StatusNumber): string {
	const known = texts.get(status);
	if (known !== undefined) return known;
	const text = `${Math.floor(status / 1_000_000)}.${Math.floor(status / 1_000) % 1_000}.${status % 1_000}`;
	if (texts.size < MOST_TEXTS) texts.set(status, text);
	return text;
}

const MOST_TEXTS = 2_000;
const texts = new Map<StatusNumber, string>();

/** Whether it is one that says nothing: x.0.0 (RFC 3463, 3.1). */
export function isBlankStatus(status: StatusNumber): boolean {
	return status % 1_000_000 === 0;
}

function digits(text: string, longest: number): number | undefined {
	if (text.length === 0 || text.length > longest) return undefined;
	let value = 0;
	for (let at = 0; at < text.length; at++) {
		const digit = text.charCodeAt(at) - 48;
		if (digit < 0 || digit > 9) return undefined;
		value = value * 10 + digit;
	}
	return value;
}

/** What an ESP writes into its status field: an enhanced status ("5.1.1") or a bare reply code ("550"); else nothing. */
export function parseStatusField(text: string): {readonly status?: StatusNumber; readonly reply?: number} {
	const parts = text.trim().split('.', 4);
	const [first = '', second, third] = parts;
	const head = digits(first, 3);
	if (head === undefined) return {};
	if (parts.length === 1) return head >= 200 && head < 600 ? {reply: head} : {};
	const subject = digits(second ?? '', 3);
	const detail = digits(third ?? '', 3);
	if (parts.length !== 3 || subject === undefined || detail === undefined) return {};
	return head === 2 || head === 4 || head === 5 ? {status: statusNumber(head, subject, detail)} : {};
}

/** From and to, both included. */
export type Range = readonly [number, number];

/**
 * The notation of a row's `status`: codes and ranges, a comma between. `x` stands for 4 and 5 as the class and for every
 * number as the detail: "5.7.606-5.7.649, x.2.2, 4.4.x".
 */
export function parseStatusRanges(notation: string): readonly Range[] {
	return notation.split(',').flatMap((item) => {
		const [from = '', to = from] = item.trim().split('-');
		const classes = from.startsWith('x') ? ['4', '5'] : [from.slice(0, 1)];
		return classes.map(
			(class_): Range => [bound(class_, from, 0), bound(from.startsWith('x') ? class_ : to.slice(0, 1), to, 999)],
		);
	});
}

function bound(class_: string, text: string, anyDetail: number): StatusNumber {
	const [, subject = '', detail = ''] = text.split('.');
	return statusNumber(Number(class_), Number(subject), detail === 'x' ? anyDetail : Number(detail));
}

/** The notation of a row's `reply`: "550, 4xx, 500-504"; 0 stands for no code at all. */
export function parseReplyRanges(notation: string): readonly Range[] {
	return notation.split(',').map((item): Range => {
		const [from = '', to = from] = item.split('-');
		return [Number(from.replaceAll('x', '0')), Number(to.replaceAll('x', '9'))];
	});
}
