import {parseArgs} from 'node:util';
import {contents} from '#shared/classify/contents.ts';
import {LAYERS} from '#shared/classify/rules/index.ts';
import type {Run} from './io.ts';

/**
 * Lists every row of the classifier in the order of precedence: layer, id, category, what it looks for, its source; with
 * --contents the table of the files of rows.
 */
export const run: Run = async (args, io) => {
	const {values} = parseArgs({args, options: {contents: {type: 'boolean', default: false}}});
	if (values.contents) {
		io.out.write(`${contents()}\n`);
		return 0;
	}
	for (const {name, basis, rules} of LAYERS) {
		io.out.write(`${name} (basis ${basis})\n`);
		for (const {id, category, words, status, reply, opinion, source} of rules) {
			const looks = [words?.join(' / '), status && `status ${status}`, reply && `reply ${reply}`, opinion];
			io.out.write(`  ${id}\t${category}\t${looks.filter(Boolean).join('; ')}\t${source}\n`);
		}
	}
	return 0;
};
