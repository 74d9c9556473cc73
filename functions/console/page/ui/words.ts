import type {Verdict} from '#functions/api/answers/suppression.ts';

export const VERDICT_WORDS = {
	send: 'Send',
	risky: 'Risky',
	'do not send': 'Do not send',
	'no address': 'No address',
} as const satisfies Record<Verdict, string>;

/** The color that goes with a verdict; never the only sign of it. */
export const VERDICT_MARKS = {
	send: 'good',
	risky: 'risky',
	'do not send': 'stop',
	'no address': 'none',
} as const satisfies Record<Verdict, string>;

/** The reasons that people filter by, in words; the categories of bounces that never suppress are not among them. */
export const REASON_WORDS: readonly (readonly [string, string])[] = [
	['recipient-unknown', 'No such mailbox'],
	['recipient-disabled', 'Mailbox disabled'],
	['mailbox-full', 'Mailbox full'],
	['recipient-restricted', 'Takes mail from chosen senders only'],
	['domain-unreachable', 'Domain cannot be reached'],
	['expired', 'Given up after many tries'],
	['complaint', 'Reported as spam'],
	['unsubscribe', 'Unsubscribed'],
	['manual', 'Added by hand'],
	['import', 'Imported'],
];

/** A reason as people say it. */
export function reasonInWords(reason: string): string {
	return REASON_WORDS.find(([each]) => each === reason)?.[1] ?? reason.replaceAll('-', ' ');
}

export const STATUS_WORDS = {
	active: 'Not mailed',
	watching: 'Watched',
	released: 'Released',
} as const;

export const STATUS_MARKS = {active: 'stop', watching: 'risky', released: 'good'} as const;

export const ACTION_WORDS: ReadonlyMap<string, string> = new Map([
	['add', 'Added'],
	['import', 'Imported'],
	['release', 'Released'],
	['release-at-esp', 'Released at the ESP'],
	['undo-release', 'Release undone'],
	['erase', 'Erased'],
	['settings', 'Settings changed'],
	['esp-credentials', 'ESP credentials changed'],
	['alert-webhook', 'Alert webhook changed'],
]);

export const ESP_WORDS: readonly (readonly [string, string])[] = [
	['ses', 'Amazon SES'],
	['sendgrid', 'SendGrid'],
	['postmark', 'Postmark'],
];

/** An ESP's name as people write it. */
export function espInWords(name: string): string {
	return ESP_WORDS.find(([each]) => each === name)?.[1] ?? name;
}

/** A number with the separators of this browser's language. */
export function count(number: number): string {
	return number.toLocaleString();
}

/** "1 address", "2 addresses" */
export function several(number: number, one: string, many: string): string {
	return `${count(number)} ${number === 1 ? one : many}`;
}

/** A day as people of this browser write it; as it came where it is none. */
export function dayInWords(instant: string): string {
	const time = new Date(instant);
	if (Number.isNaN(time.getTime())) return instant;
	return time.toLocaleDateString(undefined, {year: 'numeric', month: 'short', day: 'numeric'});
}

/** A day and time as people of this browser write it; as it came where it is none. */
export function timeInWords(instant: string): string {
	const time = new Date(instant);
	if (Number.isNaN(time.getTime())) return instant;
	return time.toLocaleString(undefined, {dateStyle: 'medium', timeStyle: 'short'});
}
