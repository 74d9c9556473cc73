import type {Advice} from '#shared/insight/advice.ts';
import {make, outside} from './elements.ts';

/** Advice as a part of the page: what it means, who acts, what to do, where, how long. */
export function adviceView(advice: Advice): HTMLElement {
	const list = (tag: 'ol' | 'ul', texts: readonly string[]) =>
		make(tag, {}, ...texts.map((text) => make('li', {}, text)));
	return make(
		'div',
		{class: 'advice'},
		make('h3', {}, 'What it means'),
		make('p', {}, advice.meaning),
		make('h3', {}, 'Who must act'),
		make('p', {}, `${advice.who}.`),
		make('h3', {}, 'What to do'),
		list('ol', advice.steps),
		...(advice.notes.length === 0 ? [] : [make('h3', {}, 'Good to know'), list('ul', advice.notes)]),
		...(advice.links.length === 0
			? []
			: [
					make('h3', {}, 'Where'),
					make('ul', {}, ...advice.links.map(({url, label}) => make('li', {}, outside(url, label)))),
				]),
		make('h3', {}, 'How long it takes'),
		make('p', {}, advice.clearing),
		make('h3', {}, 'When to go further'),
		make('p', {}, advice.escalate),
	);
}
