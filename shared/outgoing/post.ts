import {request as plain} from 'node:http';
import {request as secure} from 'node:https';
import {isIP} from 'node:net';
import {isRefusal} from '#shared/model/refusal.ts';
import {isPublicAddress} from './addresses.ts';
import {wordsOf} from './failures.ts';
import {dnsResolver, notPublic, publicLookup, type Resolve} from './resolve.ts';
import {signed} from './sign.ts';
import {hostOf, readTarget} from './target.ts';

/** A message to one endpoint. */
export interface Outgoing {
	readonly url: string;
	/** `whsec_…` */
	readonly secret: string;
	/** The same however often it is sent. */
	readonly id: string;
	/** JSON, sent byte for byte. */
	readonly body: string;
}

/** What came of one attempt. */
export interface Attempt {
	/** A status of 2xx came in time. */
	readonly delivered: boolean;
	/** HTTP's; null where none came. */
	readonly status: number | null;
	/** What happened, for people: "answered 200", "no answer within 10 seconds". */
	readonly words: string;
	/** Until the status was there, or it was given up. */
	readonly milliseconds: number;
}

/** Sends a message once; it never throws for what the other side does. */
export type Post = (message: Outgoing) => Promise<Attempt>;

export interface OutgoingOptions {
	readonly now: () => Date;
	/** Hosts that may be reached by HTTP, at any port and address: of tests and this machine's stack only. */
	readonly exempt?: ReadonlySet<string>;
	/** DNS, where a test does not put something in its place. */
	readonly resolve?: Resolve;
	/** PEM of the authorities to trust in place of the system's. */
	readonly ca?: string;
	/** From looking up the host to the end of the answer. */
	readonly patience?: number;
}

/** The longest that an endpoint may take, in milliseconds. */
const PATIENCE_MS = 10_000;
/** For each of a host's addresses, in milliseconds. Node's own 250 are fewer than the way around the world takes. */
const CONNECT_MS = 2_500;
/** An answer's headers, and what is read of its body before the connection is cut, in bytes. */
const MAX_HEADERS = 16_384;
const MAX_BODY = 65_536;

/** A way to post signed messages to endpoints that are not ours, and to nothing else. */
export function openOutgoing({now, exempt = new Set(), ...options}: OutgoingOptions): Post {
	const toPublic = {lookup: publicLookup(options.resolve ?? dnsResolver()), autoSelectFamilyAttemptTimeout: CONNECT_MS};
	const patience = options.patience ?? PATIENCE_MS;
	return async ({url, secret, id, body}) => {
		const target = readTarget(url, exempt);
		if (isRefusal(target)) return {delivered: false, status: null, words: target.detail, milliseconds: 0};
		const free = exempt.has(hostOf(target));
		const begun = performance.now();
		const came = await exchange(
			target,
			{
				method: 'POST',
				// A connection of its own, which is not used again: the next alert may be hours away.
				agent: false,
				maxHeaderSize: MAX_HEADERS,
				headers: {
					...signed(secret, id, now(), body),
					'content-type': 'application/json',
					'content-length': String(Buffer.byteLength(body)),
					'user-agent': 'Bounceledger',
				},
				signal: AbortSignal.timeout(patience),
				...(free ? {} : toPublic),
				...(options.ca === undefined ? {} : {ca: options.ca}),
			},
			body,
			free,
		);
		const milliseconds = Math.round((came.at ?? performance.now()) - begun);
		const {status} = came;
		const delivered = status !== null && status >= 200 && status < 300;
		return {delivered, status, words: wordsOf(status, came.fault, patience), milliseconds};
	};
}

interface Came {
	readonly status: number | null;
	/** When the status came. */
	readonly at?: number;
	readonly fault?: unknown;
}

/** Sends the request and waits until the answer's end, or as much of it as is worth waiting for. */
function exchange(target: URL, options: Parameters<typeof secure>[1], body: string, free: boolean): Promise<Came> {
	// A host that is an address is connected to without being looked up.
	const host = hostOf(target);
	if (!free && isIP(host) !== 0 && !isPublicAddress(host)) return Promise.resolve({status: null, fault: notPublic()});
	return new Promise((settle) => {
		let came: Came = {status: null};
		const request = (target.protocol === 'http:' ? plain : secure)(target, options);
		request.on('response', (response) => {
			came = {status: response.statusCode ?? null, at: performance.now()};
			let bytes = 0;
			response.on('data', (chunk: Buffer) => {
				bytes += chunk.length;
				if (bytes > MAX_BODY) response.destroy();
			});
			// The status is all that is asked: what becomes of the body does not matter.
			response.on('error', () => {});
			response.on('close', () => settle(came));
		});
		request.on('error', (fault) => settle(came.status === null ? {status: null, fault} : came));
		request.on('close', () => settle(came));
		request.end(body);
	});
}
