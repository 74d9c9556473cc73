import type {Authentic} from '#shared/authenticate/authentic.ts';
import type {FetchCertificate} from '#shared/authenticate/sns.ts';
import type {EspName, Normalized} from '#shared/model/event.ts';
import type {Refusal} from '#shared/model/refusal.ts';
import type {RawRequest} from '#shared/model/request.ts';
import type {Tenant} from '#shared/model/tenant.ts';

/** What proving a sender may need from outside. */
export interface Proof {
	readonly now: () => Date;
	readonly fetchCertificate: FetchCertificate;
}

/** What an ESP is: how it proves itself, and what its words mean. */
export interface Esp {
	readonly name: EspName;
	/**
	 * Proves the sender over the exact bytes, before anything is parsed.
	 *
	 * @param tenant undefined where there is no such tenant, or a disabled one: as much work is done, for the same refusal
	 * @throws where something it needs cannot be reached just now
	 */
	readonly authenticate: (request: RawRequest, tenant: Tenant | undefined, deps: Proof) => Promise<Authentic | Refusal>;
	/**
	 * One body into events. Total: an event that cannot be used costs itself alone. Refused (`malformed`) only where the
	 * body as a whole is not JSON, or not of the ESP's shape.
	 */
	readonly normalize: (authentic: Authentic) => Normalized | Refusal;
	/**
	 * The address that must be fetched once so that the ESP begins to send, where the body asks for that; every part of it
	 * is checked. Undefined for all other bodies.
	 */
	readonly confirmation?: (authentic: Authentic) => URL | Refusal | undefined;
}
