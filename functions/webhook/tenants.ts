import type {TenantId} from '#shared/model/names.ts';
import type {Tenant} from '#shared/model/tenant.ts';

/** How long a copy of what was found, or of there being nothing, is good for, in milliseconds. */
const FOUND_MS = 60_000;
const NOTHING_MS = 10_000;

/** A copy that is older than this is read again before a webhook is refused: new credentials must work at once. */
const REFUSE_BY_MS = 5_000;

/** Most copies kept of either kind. Apart, so that guessed names cannot drive out the tenants that exist. */
const MAX_COPIES = 1000;

/** What one reading gave. */
export interface Copy<Value> {
	/** Undefined where there was nothing. */
	readonly value: Value | undefined;
	/** Unix time in milliseconds. */
	readonly readAt: number;
}

/** Copies of what was read, the least recently used going first; each kind of answer with a life of its own. */
export class Copies<Key, Value> {
	readonly #read: (key: Key) => Promise<Value | undefined>;
	readonly #now: () => Date;
	readonly #found = new Map<Key, Copy<Value>>();
	readonly #nothing = new Map<Key, Copy<Value>>();
	/** Readings under way: all who ask meanwhile wait for the same one. */
	readonly #pending = new Map<Key, Promise<Copy<Value>>>();

	constructor(read: (key: Key) => Promise<Value | undefined>, now: () => Date) {
		this.#read = read;
		this.#now = now;
	}

	/** A copy that is young enough, or one read now. Rejected where reading fails. */
	async get(key: Key): Promise<Copy<Value>> {
		for (const [copies, life] of [
			[this.#found, FOUND_MS],
			[this.#nothing, NOTHING_MS],
		] as const) {
			const copy = copies.get(key);
			if (copy === undefined || this.#age(copy) >= life) continue;
			keep(copies, key, copy);
			return copy;
		}
		return this.#pending.get(key) ?? this.#fill(key);
	}

	/** A copy that is younger than `used`, which did not fit; undefined where `used` is too young to be read again. */
	async fresher(key: Key, used: Copy<Value>): Promise<Copy<Value> | undefined> {
		const kept = this.#found.get(key) ?? this.#nothing.get(key);
		if (kept !== undefined && kept.readAt > used.readAt) return kept;
		if (this.#age(used) < REFUSE_BY_MS) return undefined;
		return this.#pending.get(key) ?? this.#fill(key);
	}

	#age(copy: Copy<Value>): number {
		return this.#now().getTime() - copy.readAt;
	}

	#fill(key: Key): Promise<Copy<Value>> {
		const readAt = this.#now().getTime();
		const reading = this.#read(key)
			.then((value) => {
				const copy = {value, readAt};
				this.#found.delete(key);
				this.#nothing.delete(key);
				keep(value === undefined ? this.#nothing : this.#found, key, copy);
				return copy;
			})
			.finally(() => this.#pending.delete(key));
		this.#pending.set(key, reading);
		return reading;
	}
}

/** Puts a copy in as the most recently used, and takes the least recently used out where there are too many. */
function keep<Key, Kept>(copies: Map<Key, Kept>, key: Key, copy: Kept): void {
	copies.delete(key);
	copies.set(key, copy);
	if (copies.size <= MAX_COPIES) return;
	for (const oldest of copies.keys()) {
		copies.delete(oldest);
		break;
	}
}

/** The tenants as the webhook sees them. */
export interface Tenants {
	readonly byId: Copies<TenantId, Tenant>;
	readonly byTopic: Copies<string, TenantId>;
}
