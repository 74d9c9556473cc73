/** Longest certificate that is read, in bytes, and the time for one request, in milliseconds. */
const MAX_BYTES = 65_536;
const TIMEOUT_MS = 2_000;

/** What the webhook asks of Amazon SNS over HTTPS: addresses that are checked already, never a redirect. */
export interface SnsHost {
	readonly fetchCertificate: (url: URL) => Promise<string>;
	readonly confirm: (url: URL) => Promise<void>;
}

/** The body's text; undefined where it is longer than a certificate can be. */
async function readBounded(response: Response): Promise<string | undefined> {
	const parts: Uint8Array[] = [];
	let length = 0;
	for await (const part of response.body ?? []) {
		length += part.length;
		if (length > MAX_BYTES) return undefined;
		parts.push(part);
	}
	return Buffer.concat(parts).toString('utf8');
}

/**
 * @param origin where the local stack stands in for Amazon SNS: path and query of each address are asked of it
 */
export function snsHost(origin: string | undefined, fetching: typeof fetch = fetch): SnsHost {
	const ask = (url: URL) => {
		const target = origin ? new URL(`${url.pathname}${url.search}`, origin) : url;
		return fetching(target, {redirect: 'manual', signal: AbortSignal.timeout(TIMEOUT_MS)});
	};
	return {
		fetchCertificate: async (url) => {
			const response = await ask(url);
			if (response.status >= 500 || response.status === 429) throw new Error(`SNS's certificate: ${response.status}`);
			const text = response.ok ? await readBounded(response) : undefined;
			if (text === undefined) await response.body?.cancel();
			return text ?? '';
		},
		confirm: async (url) => {
			const response = await ask(url);
			await response.body?.cancel();
			if (!response.ok) throw new Error(`ConfirmSubscription: ${response.status}`);
		},
	};
}
