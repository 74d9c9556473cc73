import {brotliDecompressSync} from 'node:zlib';
import {beforeAll, describe, expect, it} from 'vitest';
import type {Asset} from '#functions/console/assets.ts';
import {serve} from '#functions/console/serve.ts';
import {toEvent} from '../api/caller.ts';
import {builtAssets} from './site.ts';

let assets: ReadonlyMap<string, Asset>;
beforeAll(async () => {
	assets = await builtAssets();
});

const get = (path: string, headers: Record<string, string> = {}) => {
	const event = toEvent({path});
	return serve({...event, headers: {...event.headers, ...headers}}, assets);
};

describe('the console', () => {
	it('serves the page at / under a policy that lets nothing in from elsewhere', () => {
		const {statusCode, headers, body} = get('/');
		expect(statusCode).toBe(200);
		expect(headers?.['content-type']).toBe('text/html; charset=utf-8');
		expect(body).toMatch(/^<!doctype html>/);
		const policy = String(headers?.['content-security-policy']);
		expect(policy).toContain("default-src 'none'");
		expect(policy).toContain("frame-ancestors 'none'");
		expect(policy).not.toMatch(/unsafe|https?:|\*|data:/);
		expect(headers).toMatchObject({'x-content-type-options': 'nosniff', 'referrer-policy': 'no-referrer'});
	});

	it('names nothing of another site in what it loads, and writes nothing inline', () => {
		const page = String(get('/').body);
		const loaded = [...page.matchAll(/(?:src|href)="([^"]*)"/g)].map(([, address]) => address);
		expect(loaded.every((address) => /^(\/console\/|#)/.test(address ?? ''))).toBe(true);
		expect(page).not.toMatch(/<style|\sstyle=|\son\w+=|<script(?![^>]*src=)/);
		for (const address of loaded.filter((each) => each?.startsWith('/'))) {
			expect(get(address ?? '').statusCode, address).toBe(200);
		}
		expect(String(get('/console/page.css').body)).not.toMatch(/url\(|@import/);
	});

	it('compresses for those that take it', () => {
		const plain = get('/console/page.js', {'accept-encoding': 'gzip, br;q=0'});
		const packed = get('/console/page.js', {'accept-encoding': 'gzip, deflate, br'});
		expect(plain.headers).not.toHaveProperty('content-encoding');
		expect(packed.headers).toMatchObject({'content-encoding': 'br', vary: 'accept-encoding'});
		const bytes = Buffer.from(packed.body ?? '', 'base64');
		expect(brotliDecompressSync(bytes).toString('utf8')).toBe(plain.body);
		expect(bytes.length).toBeLessThan(64_000);
	});

	it('is not sent again where the browser has it', () => {
		const etag = String(get('/').headers?.etag);
		const again = get('/', {'if-none-match': etag});
		expect(again).toMatchObject({statusCode: 304, headers: {etag}});
		expect(again.body).toBeUndefined();
		expect(get('/', {'if-none-match': '"other"'}).statusCode).toBe(200);
	});

	it.each([
		'/console/',
		'/console/none.js',
		'/console/page.js.br',
		'/console/../env.ts',
		'/console/__proto__',
		'/else',
	])('has nothing at %s', (path) => {
		expect(get(path)).toMatchObject({
			statusCode: 404,
			headers: {'content-type': 'application/problem+json'},
		});
	});
});
