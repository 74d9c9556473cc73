import type {APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2} from 'aws-lambda';
import {problem} from '#functions/middleware/http-errors.ts';
import type {Asset} from './assets.ts';

/** Nothing from elsewhere, nothing inline, nothing parsed as HTML, no frame around it. */
const POLICY = [
	"default-src 'none'",
	"script-src 'self'",
	"style-src 'self'",
	"img-src 'self'",
	"connect-src 'self'",
	"base-uri 'none'",
	"form-action 'none'",
	"frame-ancestors 'none'",
	"require-trusted-types-for 'script'",
	'trusted-types',
].join('; ');

const HEADERS = {
	'content-security-policy': POLICY,
	'cache-control': 'no-cache',
	'cross-origin-opener-policy': 'same-origin',
	'cross-origin-resource-policy': 'same-origin',
	'permissions-policy': 'camera=(), geolocation=(), microphone=()',
	'referrer-policy': 'no-referrer',
	'strict-transport-security': 'max-age=31536000',
	'x-content-type-options': 'nosniff',
	vary: 'accept-encoding',
} as const;

const FILES = '/console/';

function assetName(path: string): string {
	if (path === '/') return 'page.html';
	return path.startsWith(FILES) ? path.slice(FILES.length) : '';
}

function takesBrotli(accepted: string | undefined): boolean {
	return (accepted ?? '').split(',').some((coding) => /^\s*br\s*(;\s*q=(?!0(\.0*)?\s*$).*)?$/.test(coding));
}

/** One request for the page or one of its files. Names are looked up, never joined to a path. */
export function serve(
	{rawPath, headers}: APIGatewayProxyEventV2,
	assets: ReadonlyMap<string, Asset>,
): APIGatewayProxyStructuredResultV2 {
	const asset = assets.get(assetName(rawPath));
	if (asset === undefined) {
		return problem({
			refused: 'not-found',
			detail: 'There is no such page; the console is at /.',
			reason: 'no such page',
		});
	}
	const common = {...HEADERS, etag: asset.etag};
	if (headers['if-none-match'] === asset.etag) return {statusCode: 304, headers: common};
	const typed = {...common, 'content-type': asset.type};
	return takesBrotli(headers['accept-encoding'])
		? {
				statusCode: 200,
				headers: {...typed, 'content-encoding': 'br'},
				body: asset.brotli,
				isBase64Encoded: true,
			}
		: {statusCode: 200, headers: typed, body: asset.plain};
}
