import {classify} from '#shared/classify/classify.ts';
import {adviceFor} from '#shared/insight/advice.ts';
import {adviceView} from './advice-view.ts';
import {type Answer, isFailure, readRecord, VERDICTS, type Verdict} from './api.ts';
import {download, make} from './elements.ts';
import {timeInWords, VERDICT_WORDS} from './words.ts';

/** Rows that are shown at once; the rest comes on request. */
const ROWS = 200;

const MARKS = {send: 'good', risky: 'risky', 'do not send': 'stop', 'no address': 'none'} as const satisfies Record<
	Verdict,
	string
>;

/** A cell of a CSV file: quoted, and with no formula that a spreadsheet would run. */
function cell(text: string): string {
	const harmless = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
	return `"${harmless.replaceAll('"', '""')}"`;
}

function csv(answers: readonly Answer[]): string {
	const rows = answers.map(({address, verdict, meaning, since}) =>
		[address, verdict, meaning, since].map(cell).join(','),
	);
	return `${['address,verdict,reason,since', ...rows].join('\r\n')}\r\n`;
}

/** The advice for a response to mail to this address. */
function told(response: string, address: string): HTMLElement {
	const verdict = classify({text: response});
	return adviceView(adviceFor({...verdict, tokens: {recipient: address, ...verdict.tokens}, text: response}));
}

/** The story of one address, asked for when somebody wants to know. */
function why(key: string, {address}: Answer): HTMLElement {
	const place = make('div', {class: 'story'}, 'Loading …');
	const details = make('details', {}, make('summary', {}, 'Details'), place);
	let asked = false;
	details.addEventListener('toggle', async () => {
		if (asked || !details.open) return;
		asked = true;
		const record = await readRecord(key, address);
		if (isFailure(record)) {
			asked = false;
			place.replaceChildren(make('p', {class: 'problem'}, record.problem));
			return;
		}
		const {response, count, lastSeenAt, heldByEsp} = record;
		const times = count === 1 ? 'once' : `${count} times`;
		place.replaceChildren(
			make('p', {}, `Reported ${times}, last on ${timeInWords(lastSeenAt)}.`),
			...(heldByEsp ? [make('p', {}, 'Your ESP holds this address on its own suppression list too.')] : []),
			...(response === '' ? [] : [make('pre', {class: 'response'}, response), told(response, address)]),
		);
	});
	return details;
}

function row(key: string, answer: Answer): HTMLTableRowElement {
	const {address, verdict, meaning, since} = answer;
	const known = verdict === 'risky' || verdict === 'do not send';
	return make(
		'tr',
		{},
		make('th', {scope: 'row', class: 'address'}, address),
		make('td', {}, make('span', {class: `badge ${MARKS[verdict]}`}, VERDICT_WORDS[verdict])),
		make('td', {class: 'reason'}, meaning, ...(known ? [why(key, answer)] : [])),
		make('td', {class: 'since'}, since === '' ? '' : timeInWords(since)),
	);
}

function table(key: string, answers: readonly Answer[]): HTMLElement {
	const body = make('tbody');
	const more = make('button', {type: 'button', class: 'quiet'});
	let shown = 0;
	const showMore = () => {
		body.append(...answers.slice(shown, shown + ROWS).map((answer) => row(key, answer)));
		shown = Math.min(answers.length, shown + ROWS);
		more.textContent = `Show more (${(answers.length - shown).toLocaleString()} left)`;
		more.hidden = shown >= answers.length;
	};
	more.addEventListener('click', showMore);
	showMore();
	const head = ['Address', 'Verdict', 'Why', 'Since'].map((name) => make('th', {scope: 'col'}, name));
	return make('div', {class: 'scroll'}, make('table', {}, make('thead', {}, make('tr', {}, ...head)), body), more);
}

/** The answers: how many of each, the lists to download, and a table that can be narrowed down to one verdict. */
export function resultsView(key: string, answers: readonly Answer[]): HTMLElement {
	const of = (verdict: Verdict) => answers.filter((answer) => answer.verdict === verdict);
	const place = make('div');
	const filters: HTMLButtonElement[] = [];
	const filter = (label: string, mark: string, some: readonly Answer[]) => {
		const button = make('button', {type: 'button', class: `count ${mark}`, 'aria-pressed': 'false'});
		button.append(make('strong', {}, some.length.toLocaleString()), ` ${label}`);
		button.disabled = some.length === 0;
		button.addEventListener('click', () => {
			for (const each of filters) each.setAttribute('aria-pressed', String(each === button));
			place.replaceChildren(table(key, some));
		});
		filters.push(button);
		return button;
	};
	const all = filter('all', 'all', answers);
	const counts = [
		all,
		...VERDICTS.map((verdict) => filter(VERDICT_WORDS[verdict].toLowerCase(), MARKS[verdict], of(verdict))),
	];
	const save = (label: string, name: string, some: readonly Answer[]) => {
		const button = make('button', {type: 'button', class: 'quiet'}, label);
		button.disabled = some.length === 0;
		button.addEventListener('click', () => download(name, csv(some)));
		return button;
	};
	all.click();
	return make(
		'div',
		{class: 'card'},
		make('h2', {tabindex: '-1'}, 'Result'),
		make('div', {class: 'row counts', role: 'group', 'aria-label': 'Show'}, ...counts),
		make(
			'div',
			{class: 'row'},
			save('Download the clean list', 'clean.csv', [...of('send'), ...of('risky')]),
			save('Download the rejected list', 'rejected.csv', [...of('do not send'), ...of('no address')]),
		),
		place,
	);
}
