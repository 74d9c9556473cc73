import {CATEGORIES, type Category, type CategoryRow, type Permanence, type Scope} from '#shared/model/category.ts';
import type {Basis, Source} from '#shared/model/classification.ts';
import type {Rule} from './rule.ts';

/** A rule made ready, with what follows from its category. Every row has every field: reading them is quick that way. */
export interface Row {
	readonly id: string;
	readonly basis: Basis;
	readonly category: Category;
	readonly follows: CategoryRow;
	readonly scope: Scope;
	readonly permanence: Permanence | undefined;
	readonly suppression: Rule['suppression'];
	readonly by: Source | undefined;
	readonly anyExchange: boolean;
	readonly list: string | undefined;
}

/** Makes a rule of a layer ready. */
export function rowOf(rule: Pick<Rule, 'id' | 'category'> & Partial<Rule>, basis: Basis): Row {
	const {id, category, permanence, suppression, by, list, anyExchange = false} = rule;
	const follows = CATEGORIES[category];
	return {
		id,
		basis,
		category,
		follows,
		scope: rule.scope ?? follows.scope,
		permanence,
		suppression,
		by,
		anyExchange,
		list,
	};
}

/** Where no rule decides. */
export const NO_RULE: Row = rowOf({id: 'none', category: 'unknown'}, 'none');
