import {CATEGORIES, isCategory} from '#shared/model/category.ts';
import type {Classify} from '#shared/model/classification.ts';
import type {EmailAddress} from '#shared/model/names.ts';
import {SUPPRESSION_REASONS, type SuppressionReason} from '#shared/model/suppression.ts';
import type {Kind} from './formats.ts';
import type {Row} from './read.ts';
import {cellOf, kindOf, type Layout} from './table.ts';

/** An address to be suppressed, as `POST /v1/suppressions/import` takes it. */
export interface Entry {
	readonly line: number;
	readonly address: EmailAddress;
	readonly reason?: SuppressionReason;
	/** When it came onto the list it is taken from, UTC. */
	readonly at?: string;
	/** The part of the mail that it stops. */
	readonly part?: string;
}

/** A row that is not taken over, and why. */
export interface LeftOut {
	readonly line: number;
	readonly detail: string;
}

/**
 * What a row of a list asks to be suppressed. A bounce that was a block of the sender is left out: the address is good, whatever
 * the ESP made of it.
 */
export function entryOf(row: Row, layout: Layout, classify: Classify): Entry | LeftOut {
	const {line, address, cells, fault} = row;
	if (address === undefined) return {line, detail: fault ?? 'this is no e-mail address'};
	const {format} = layout;
	if (format.name === 'bounceledger' && cellOf(layout, cells, 'status') !== 'active') {
		return {line, detail: `the address is ${cellOf(layout, cells, 'status') || 'not suppressed'} in that list`};
	}
	const reason = reasonOf(layout, cells, classify);
	if (reason !== undefined && isCategory(reason) && CATEGORIES[reason].suppression === 'keep') {
		return {line, detail: `this was no bad address: ${CATEGORIES[reason].meaning}`};
	}
	const at = instantOf(cellOf(layout, cells, ...(format.at ?? ['createdat', 'created', 'date', 'at'])));
	const part = format.part === undefined ? '' : cellOf(layout, cells, format.part).split(' ')[0];
	return {
		line,
		address,
		...(reason === undefined ? {} : {reason}),
		...(at === undefined ? {} : {at}),
		...(part === undefined || part === '' ? {} : {part: part.slice(0, 200)}),
	};
}

/** Tells an entry from a row that is left out. */
export const isLeftOut = (entry: Entry | LeftOut): entry is LeftOut => 'detail' in entry;

function reasonOf(layout: Layout, cells: readonly string[], classify: Classify): SuppressionReason | undefined {
	const {format} = layout;
	const word = cellOf(layout, cells, format.reason ?? (format.name === 'list' ? 'reason' : undefined));
	const named = SUPPRESSION_REASONS.find((reason) => reason === word.toLowerCase());
	if (named !== undefined) return named;
	const kind = format.kind ?? kindOf(word);
	if (kind !== 'bounce') return kind === undefined ? undefined : listedFor(kind, cellOf(layout, cells, 'origin'));
	const text = cellOf(layout, cells, format.response);
	const status = cellOf(layout, cells, format.status);
	if (text === '' && status === '') return undefined;
	const {category, suppression} = classify({text, status: status === '' ? null : status});
	return category === 'unknown' ? (suppression === 'keep' ? undefined : 'unknown') : category;
}

/** Postmark calls an unsubscribe a manual suppression by the recipient. */
function listedFor(kind: Exclude<Kind, 'bounce'>, origin: string): SuppressionReason {
	return kind === 'manual' && origin.toLowerCase() === 'recipient' ? 'unsubscribe' : kind;
}

const isoTime = /^(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?) ?(Z|UTC|[+-]\d\d:?\d\d)?)?$/i;

/** A time as ESPs write it: Unix seconds (or milliseconds), or ISO 8601, UTC where no zone is given. */
export function instantOf(text: string): string | undefined {
	let time: Date | undefined;
	if (/^\d{9,10}$/.test(text)) time = new Date(Number(text) * 1_000);
	else if (/^\d{12,13}$/.test(text)) time = new Date(Number(text));
	else {
		const [, day, clock = '00:00:00', zone = 'Z'] = isoTime.exec(text) ?? [];
		if (day !== undefined) time = new Date(`${day}T${clock}${zone.toUpperCase().replace('UTC', 'Z')}`);
	}
	return time === undefined || Number.isNaN(time.getTime()) ? undefined : time.toISOString();
}
