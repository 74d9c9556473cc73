import type {TenantId} from '#shared/model/names.ts';
import type {Tenant} from '#shared/model/tenant.ts';

/** How long a copy of what was found, or of there being nothing, is good for, in milliseconds. */
const FOUND_MS = 60_000;
const NOTHING_MS = 10_000;

/** A copy that is older than this is read again before a webhook is refused: new credentials must work at once. */
const REFUSE_BY_MS = 5_000;

/** Most copies kept of either kind. Apart, so that guessed names cannot drive out the tenants that exist. */
const MAX_COPIES = 1000;

interface Copy<Value> {
	readonly value: Promise<Value | undefined>;
	readonly readAt: number;
}

/** Copies of what was read, the least recently used going first; each kind of answer with a life of its own. */
export class Copies<Key, Value> {
	readonly #read: (key: Key) => Promise<Value | undefined>;
	readonly #now: () => Date;
	readonly #found = new Map<Key, Copy<Value>>();
	readonly #nothing = new Map<Key, Copy<Value>>();

	constructor(read: (key: Key) => Promise<Value | undefined>, now: () => Date) {
		this.#read = read;
		this.#now = now;
	}

	/** The value, from a copy or read. */
	get(key: Key): Promise<Value | undefined> {
		for (const [copies, life] of [
			[this.#found, FOUND_MS],
			[this.#nothing, NOTHING_MS],
		] as const) {
			const copy = copies.get(key);
			if (copy === undefined || this.#age(copy) >= life) continue;
			copies.delete(key); // put in again below, as the most recently used
			copies.set(key, copy);
			return copy.value;
		}
		return this.#fill(key);
	}

	/** The value read anew, or null where the copy is too young for that. */
	async fresher(key: Key): Promise<{readonly value: Value | undefined} | null> {
		const copy = this.#found.get(key) ?? this.#nothing.get(key);
		if (copy !== undefined && this.#age(copy) < REFUSE_BY_MS) return null;
		return {value: await this.#fill(key)};
	}

	#age(copy: Copy<Value>): number {
		return this.#now().getTime() - copy.readAt;
	}

	async #fill(key: Key): Promise<Value | undefined> {
		const copy = {value: this.#read(key), readAt: this.#now().getTime()};
		this.#nothing.delete(key);
		this.#keep(this.#found, key, copy); // from now on, so that those who ask meanwhile wait for the same answer
		try {
			const value = await copy.value;
			if (value === undefined) {
				if (this.#found.get(key) === copy) this.#found.delete(key);
				this.#keep(this.#nothing, key, copy);
			}
			return value;
		} catch (fault) {
			if (this.#found.get(key) === copy) this.#found.delete(key);
			throw fault;
		}
	}

	#keep(copies: Map<Key, Copy<Value>>, key: Key, copy: Copy<Value>): void {
		copies.delete(key);
		copies.set(key, copy);
		if (copies.size <= MAX_COPIES) return;
		for (const oldest of copies.keys()) {
			copies.delete(oldest);
			break;
		}
	}
}

/** The tenants as the webhook sees them. */
export interface Tenants {
	readonly byId: Copies<TenantId, Tenant>;
	readonly byTopic: Copies<string, TenantId>;
}
