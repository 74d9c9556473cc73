import {NOT_PUBLIC} from './resolve.ts';

/** What Node calls a failure, and what people call it. */
const FAILURES: ReadonlyMap<string, string> = new Map([
	[NOT_PUBLIC, 'its host leads to an address that is not public'],
	['ENOTFOUND', 'its host name is not known'],
	['ENODATA', 'its host name has no address'],
	['ESERVFAIL', 'its host name cannot be looked up just now'],
	['ETIMEOUT', 'its host name cannot be looked up just now'],
	['ECONNREFUSED', 'it refused the connection'],
	['ECONNRESET', 'it broke the connection'],
	['ENETUNREACH', 'it cannot be reached'],
	['EHOSTUNREACH', 'it cannot be reached'],
	['ETIMEDOUT', 'it did not take the connection'],
	['EPROTO', 'it does not speak TLS as it should'],
	['HPE_HEADER_OVERFLOW', 'its answer has too large headers'],
	['CERT_HAS_EXPIRED', 'its certificate has expired'],
	['DEPTH_ZERO_SELF_SIGNED_CERT', 'its certificate is self-signed'],
	['SELF_SIGNED_CERT_IN_CHAIN', 'its certificate is signed by nobody that is known'],
	['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'its certificate comes without the one that signed it'],
	['UNABLE_TO_GET_ISSUER_CERT_LOCALLY', 'its certificate comes without the one that signed it'],
	['ERR_TLS_CERT_ALTNAME_INVALID', "its certificate is another host's"],
]);

/** What came of an attempt, as the end of a sentence. Nothing in it was said by the other side but the status. */
export function wordsOf(status: number | null, fault: unknown, patience: number): string {
	if (status !== null && status >= 300 && status < 400) {
		return `answered ${status}, a redirect, which is not followed: give the address that it leads to`;
	}
	if (status === 410) return 'answered 410 Gone';
	if (status !== null) return `answered ${status}`;
	if (fault instanceof Error && (fault.name === 'AbortError' || fault.name === 'TimeoutError')) {
		return `no answer within ${patience / 1_000} seconds`;
	}
	const code = fault instanceof Error && 'code' in fault ? String(fault.code) : '';
	return FAILURES.get(code) ?? (/^[A-Z_]{3,50}$/.test(code) ? `it failed (${code})` : 'no answer came');
}
