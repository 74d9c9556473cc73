import {startCheck} from './check.ts';
import {find} from './elements.ts';
import {startExplain} from './explain.ts';

const VIEWS = ['check', 'explain'] as const;
type View = (typeof VIEWS)[number];

const TITLES = {check: 'Check', explain: 'Explain'} as const satisfies Record<View, string>;

function wanted(): View {
	const name = location.hash.slice(1);
	return VIEWS.find((view) => view === name) ?? 'check';
}

/** Shows the view that the address names; `arrived` by a link, the reader's place is its heading. */
function show(arrived: boolean): void {
	const shown = wanted();
	for (const view of VIEWS) {
		find(view, HTMLElement).hidden = view !== shown;
		const link = find(`to-${view}`, HTMLAnchorElement);
		if (view === shown) link.setAttribute('aria-current', 'page');
		else link.removeAttribute('aria-current');
	}
	document.title = `${TITLES[shown]} · Bounceledger`;
	if (!arrived) return;
	const heading = find(`${shown}-title`, HTMLElement);
	heading.tabIndex = -1;
	heading.focus();
}

startCheck();
startExplain();
addEventListener('hashchange', () => {
	// The link that skips to the content names a place within the view.
	if (location.hash !== '#main') show(true);
});
show(false);
