import {createHash} from 'node:crypto';
import {readdirSync, readFileSync} from 'node:fs';
import {join} from 'node:path';

const TYPES = {
	html: 'text/html; charset=utf-8',
	css: 'text/css; charset=utf-8',
	js: 'text/javascript; charset=utf-8',
	svg: 'image/svg+xml',
} as const;

/** One file of the page, as it goes out. */
export interface Asset {
	readonly type: string;
	readonly plain: string;
	/** Compressed by Brotli, in base64. */
	readonly brotli: string;
	readonly etag: string;
}

function isKnown(extension: string): extension is keyof typeof TYPES {
	return Object.hasOwn(TYPES, extension);
}

/** The files of the page by name, read once at cold start from the folder that `buildPage` wrote. */
export function readAssets(folder: string): ReadonlyMap<string, Asset> {
	const assets = new Map<string, Asset>();
	for (const name of readdirSync(folder)) {
		const extension = name.slice(name.lastIndexOf('.') + 1);
		if (!isKnown(extension)) continue;
		const content = readFileSync(join(folder, name));
		assets.set(name, {
			type: TYPES[extension],
			plain: content.toString('utf8'),
			brotli: readFileSync(join(folder, `${name}.br`)).toString('base64'),
			etag: `"${createHash('sha256').update(content).digest('base64url').slice(0, 22)}"`,
		});
	}
	return assets;
}
