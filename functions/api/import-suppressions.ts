import * as z from 'zod/mini';
import {addressFault, parseAddress} from '#shared/lists/address.ts';
import {CATEGORIES, isCategory} from '#shared/model/category.ts';
import {ESP_NAMES, instantSchema} from '#shared/model/event.ts';
import type {EmailAddress} from '#shared/model/names.ts';
import {SUPPRESSION_REASONS, type SuppressionReason} from '#shared/model/suppression.ts';
import {importSuppression} from '#shared/projections/import.ts';
import {changeSuppressions} from '#shared/store/change.ts';
import {readErased} from '#shared/store/erased.ts';
import {addressSchema} from './addresses.ts';
import {post} from './route.ts';

/** Entries of one call: what the function works through well within its time. */
const MAX_ENTRIES = 1000;

const entrySchema = z.strictObject({
	/** Where it stands in the file; what is refused is told by it. */
	line: z.number().check(z.int(), z.minimum(1)),
	address: addressSchema,
	reason: z.optional(z.enum(SUPPRESSION_REASONS)),
	at: z.optional(instantSchema),
	part: z.optional(z.string().check(z.minLength(1), z.maxLength(200))),
	esp: z.optional(z.enum(ESP_NAMES)),
});
type Entry = z.infer<typeof entrySchema>;

interface Refused {
	readonly line: number;
	readonly detail: string;
}

/** Why an entry is not taken in, as the end of a sentence. */
function faultOf({address, reason}: Entry, erased: ReadonlySet<EmailAddress>): string | undefined {
	const parsed = parseAddress(address);
	if (parsed === undefined) return addressFault(address);
	if (erased.has(parsed)) return 'this person was erased, and is not mailed anyway';
	return reason === undefined ? undefined : blameless(reason);
}

/** A block is not a bad address: it suppresses nobody, whoever asks for it. */
function blameless(reason: SuppressionReason): string | undefined {
	if (!isCategory(reason) || CATEGORIES[reason].suppression !== 'keep') return undefined;
	return `"${reason}" is no reason to suppress an address: ${CATEGORIES[reason].meaning}`;
}

/** Suppresses the addresses of a page of a list. What is there already stays; the whole may be repeated without harm. */
export const importSuppressions = post({
	path: '/v1/suppressions/import',
	role: 'manage',
	summary: `Suppresses the addresses of a list: up to ${MAX_ENTRIES} a call.`,
	query: z.strictObject({}),
	body: z.strictObject({
		entries: z.array(entrySchema).check(z.minLength(1, {error: 'is empty'}), z.maxLength(MAX_ENTRIES)),
	}),
	run: async ({caller, body: {entries}}, {store, now}) => {
		const {tenant, key} = caller;
		const at = now();
		const parsed = entries.flatMap(({address}) => parseAddress(address) ?? []);
		const erased = await readErased(store, tenant, parsed);
		const refused: Refused[] = [];
		const wanted = new Map<EmailAddress, Entry[]>();
		for (const entry of entries) {
			const detail = faultOf(entry, erased);
			const address = parseAddress(entry.address);
			if (detail !== undefined) refused.push({line: entry.line, detail});
			else if (address !== undefined) wanted.set(address, [...(wanted.get(address) ?? []), entry]);
		}
		const changed = await changeSuppressions(
			store,
			tenant.id,
			[...wanted.keys()],
			(address, record) => {
				// An address that stands in the list twice is taken in twice, one entry after the other.
				let after = record;
				let kept: 'unchanged' | 'released' = 'unchanged';
				for (const {reason = 'import', at: listedAt, part, esp} of wanted.get(address) ?? []) {
					const imported = {reason, at: listedAt, part, esp};
					const next = importSuppression(tenant.id, address, after, imported, at);
					if ('kept' in next) kept = next.kept;
					else after = next;
				}
				return after === record || after === undefined ? {kept} : after;
			},
			{at, key, action: 'import'},
		);
		let added = 0;
		let unchanged = 0;
		for (const [address, some] of wanted) {
			const result = changed.get(address);
			if (result === undefined || !('kept' in result)) {
				added += 1;
				unchanged += some.length - 1;
			} else if (result.kept === 'released') {
				const detail = 'it was released here since; add it by hand if it is to be suppressed again';
				refused.push(...some.map(({line}) => ({line, detail})));
			} else unchanged += some.length;
		}
		return {added, unchanged, refused: refused.toSorted((one, other) => one.line - other.line)};
	},
});
