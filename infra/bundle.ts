import {execFileSync} from 'node:child_process';
import {join} from 'node:path';
import {AssetHashType} from 'aws-cdk-lib';
import {Code, Runtime} from 'aws-cdk-lib/aws-lambda';
import {buildSync} from 'esbuild';

const ROOT = join(import.meta.dirname, '..');

/** A folder that lies beside the bundle, and the script (by its path in the repository) that writes it. */
export interface Beside {
	readonly folder: string;
	readonly script: string;
}

/**
 * The code of functions/NAME/handler.ts with all that it needs, the AWS SDK too, in one file of CommonJS: of the forms
 * measured, the quickest to start.
 *
 * Bundled in this process and not by NodejsFunction, which starts npx for each function: synthesis takes 60 % of the time.
 */
export function bundled(name: string, beside?: Beside): Code {
	return Code.fromAsset(join(ROOT, 'functions', name), {
		assetHashType: AssetHashType.OUTPUT,
		bundling: {
			// CDK asks for one, and takes it only where the local way says that it cannot.
			image: Runtime.NODEJS_24_X.bundlingImage,
			local: {
				tryBundle: (folder) => {
					bundle(name, folder);
					if (beside !== undefined) {
						execFileSync(process.execPath, [join(ROOT, beside.script), join(folder, beside.folder)]);
					}
					return true;
				},
			},
		},
	});
}

function bundle(name: string, folder: string): void {
	buildSync({
		absWorkingDir: ROOT,
		entryPoints: [`functions/${name}/handler.ts`],
		outfile: join(folder, 'index.js'),
		bundle: true,
		platform: 'node',
		target: 'node24',
		format: 'cjs',
		mainFields: ['module', 'main'],
		minify: true,
	});
}
