import type {EspName} from '#shared/model/event.ts';
import type {Credentials} from './credentials.ts';

/** An address that an ESP holds on a list of its own. */
export interface Held {
	/** As the ESP spelled it when it was received (`recipientAsReceived`, else the recipient). */
	readonly address: string;
	/** Why it is held; a complaint is never taken off by machine. */
	readonly reason: 'bounce' | 'complaint' | 'unsubscribe';
	/** Postmark: the message stream; SendGrid: the unsubscribe group. */
	readonly part?: string | undefined;
}

/** What came of one address, in words for the person who released it. Never holds a credential. */
export interface Removed {
	readonly address: string;
	readonly esp: EspName;
	/** The ESP does not hold it any more, or never did. */
	readonly done: boolean;
	readonly detail: string;
	/** Only time was missing, or the ESP was not at its best: the same once more may do it. */
	readonly again?: true;
}

/** What the calls are made with. */
export interface RemovalDeps {
	readonly fetch: typeof fetch;
	readonly now: () => Date;
	/** Waits so many milliseconds. */
	readonly pause: (milliseconds: number) => Promise<unknown>;
	/** Addresses that are not reached by then are given back as not done. */
	readonly deadline?: Date | undefined;
	/** Scheme and host in place of the ESPs' own, for tests and this machine; empty or undefined: the ESPs themselves. */
	readonly origin?: string | undefined;
}

/** One ESP's way to take addresses off its list: one result for each address, in their order. */
export type Remove<Esp extends EspName> = (
	held: readonly Held[],
	credentials: Credentials[Esp],
	deps: RemovalDeps,
) => Promise<Removed[]>;
