import type {Alert, Category, Permanence, Scope, Suppression} from './category.ts';

/** Which system wrote a response. */
export type Source = 'exchange-online' | 'outlook-consumer' | 'exchange-server' | 'other';

/** What a verdict rests on: a named text, the enhanced status, the reply code, the ESP's opinion, or nothing. */
export type Basis = 'text' | 'status' | 'reply' | 'esp' | 'none';

/** What was read out of a response; each is there only where the response has it. */
export interface Tokens {
	/** RFC 5321 reply code, 200 to 599. */
	readonly replyCode?: number;
	/** RFC 3463 enhanced status, such as "5.7.606". */
	readonly enhancedStatus?: string;
	readonly senderIp?: string;
	readonly helo?: string;
	readonly senderDomain?: string;
	readonly recipient?: string;
	/** Microsoft's anti-spam code, without brackets: "AS16012609". */
	readonly asCode?: string;
	/** Microsoft's S code: "S77719", "S3150". */
	readonly sCode?: string;
	/** "ATTR34" */
	readonly attr?: string;
	/** "PRX8" */
	readonly prx?: string;
	/** The block list's name: "spamhaus". */
	readonly blocklist?: string;
	/** Microsoft's cluster: "EUR04". */
	readonly region?: string;
	/** The host that reported. */
	readonly server?: string;
	readonly retryAfterSeconds?: number;
	/** Results of the sender's authentication, where the response names them (550 5.7.515). */
	readonly spf?: string;
	readonly dkim?: string;
	readonly dmarc?: string;
}

/**
 * The ESP's own opinion of an event, in its own words, used only where the response says nothing.
 * `words` is the key of a row of the opinion table: "permanent/general", "blocked/reputation", "hardbounce", "delay/mailboxfull".
 */
export interface Opinion {
	readonly esp: 'ses' | 'sendgrid' | 'postmark';
	readonly words: string;
}

/** What is given to the classifier. */
export interface Response {
	/** The receiving server's words as they were passed on; empty or null where there are none. */
	readonly text: string | null;
	/** The status that the ESP gives in a field of its own: "5.1.1" or "550". It holds where the text has none. */
	readonly status?: string | null;
	readonly opinion?: Opinion | null;
}

/** One verdict, in the words of the taxonomy. */
export interface Classification {
	readonly source: Source;
	readonly category: Category;
	readonly permanence: Permanence;
	readonly scope: Scope;
	readonly suppression: Suppression;
	readonly alert: Alert | null;
	readonly tokens: Tokens;
	/** The id of the row that decided; "none" where no row did. */
	readonly rule: string;
	readonly basis: Basis;
	/** Present and true where only the beginning of an overlong text was read. */
	readonly truncated?: true;
}

/** The classifier's face, for those that are handed it. Pure; never throws. */
export type Classify = (response: Response) => Classification;
