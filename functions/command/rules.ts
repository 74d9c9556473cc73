import {LAYERS} from '#shared/classify/rules/index.ts';
import type {Run} from './io.ts';

/** Lists every row of the classifier in the order of precedence: layer, id, category, what it looks for, its source. */
export const run: Run = async (_args, io) => {
	for (const {name, basis, rules} of LAYERS) {
		io.out.write(`${name} (basis ${basis})\n`);
		for (const {id, category, words, status, reply, opinion, source} of rules) {
			const looks = [words?.join(' / '), status && `status ${status}`, reply && `reply ${reply}`, opinion];
			io.out.write(`  ${id}\t${category}\t${looks.filter(Boolean).join('; ')}\t${source}\n`);
		}
	}
	return 0;
};
