import {classify} from '#shared/classify/classify.ts';
import {adviceFor} from '#shared/insight/advice.ts';
import {CATEGORIES} from '#shared/model/category.ts';
import type {Classification, Tokens} from '#shared/model/classification.ts';
import {adviceView} from './advice-view.ts';
import {find, make} from './elements.ts';
import {highlight} from './highlight.ts';
import {BASIS_WORDS, PERMANENCE_WORDS, SCOPE_WORDS, SOURCE_WORDS, SUPPRESSION_WORDS, TOKEN_WORDS} from './words.ts';

const EXAMPLES: readonly (readonly [string, string])[] = [
	[
		'a banned IP',
		'550 5.7.606 Access denied, banned sending IP [192.0.2.10]. To request removal from this list please visit https://sender.office.com/ and follow the directions. (AS16012609) [AM6EUR05FT012.eop-EUR05.prod.protection.outlook.com]',
	],
	[
		'a Spamhaus listing',
		'550 5.7.1 Service unavailable, Client host [192.0.2.10] blocked using Spamhaus. To request removal from this list see https://www.spamhaus.org/query/ip/192.0.2.10 (AS16012611)',
	],
	[
		'a wrong address',
		'550 5.4.1 Recipient address rejected: Access denied. [DB5EUR03FT012.eop-EUR03.prod.protection.outlook.com]',
	],
	['a full mailbox', '452 4.2.2 The email account that you tried to reach is over quota.'],
];

const SUPPRESSION_MARKS = {suppress: 'stop', count: 'risky', keep: 'good'} as const;

function isToken(name: string): name is keyof Tokens {
	return Object.hasOwn(TOKEN_WORDS, name);
}

function marked(text: string, tokens: Tokens): HTMLElement {
	const pieces = highlight(text, tokens).map(({text: part, token}) =>
		token === undefined ? part : make('mark', {title: TOKEN_WORDS[token], 'data-token': token}, part),
	);
	return make(
		'pre',
		{class: 'response', tabindex: '0', 'aria-label': 'The response, with what was read out of it'},
		...pieces,
	);
}

function facts(rows: readonly (readonly [string, string])[]): HTMLElement {
	return make(
		'dl',
		{class: 'facts'},
		...rows.flatMap(([name, value]) => [make('dt', {}, name), make('dd', {}, value)]),
	);
}

function tokenRows(tokens: Tokens): [string, string][] {
	return Object.entries(tokens).flatMap(([name, value]): [string, string][] =>
		isToken(name) && value !== undefined ? [[TOKEN_WORDS[name], String(value)]] : [],
	);
}

/** A verdict as a part of the page: what happened, what becomes of the address, why, and what to do. */
export function verdictView(text: string, verdict: Classification): HTMLElement {
	const alert = verdict.alert === null ? [] : [make('p', {class: 'alarm'}, 'This response alone raises an alert.')];
	return make(
		'div',
		{class: 'verdict'},
		make(
			'div',
			{class: 'card'},
			make('h2', {}, CATEGORIES[verdict.category].meaning),
			make('p', {class: `badge ${SUPPRESSION_MARKS[verdict.suppression]}`}, SUPPRESSION_WORDS[verdict.suppression]),
			...alert,
			marked(text, verdict.tokens),
			...(verdict.truncated === true
				? [make('p', {class: 'hint'}, 'The text is very long; only its beginning was read.')]
				: []),
			facts([
				['Whose turn it is', SCOPE_WORDS[verdict.scope]],
				['Written by', SOURCE_WORDS[verdict.source]],
				['For how long', PERMANENCE_WORDS[verdict.permanence]],
				['Decided by', `rule ${verdict.rule}, from ${BASIS_WORDS[verdict.basis]}`],
				['Category', verdict.category],
				...tokenRows(verdict.tokens),
			]),
		),
		make('div', {class: 'card'}, adviceView(adviceFor({...verdict, text}))),
	);
}

function explain(text: string): void {
	const place = find('verdict', HTMLElement);
	const response = text.trim();
	if (response === '') {
		place.replaceChildren(
			make('p', {class: 'empty'}, 'The verdict, what it rests on, and what to do will stand here.'),
		);
		return;
	}
	place.replaceChildren(verdictView(response, classify({text: response})));
}

/** The view that explains a response. Everything happens in the browser. */
export function startExplain(): void {
	const input = find('response', HTMLTextAreaElement);
	const examples = find('examples', HTMLElement);
	for (const [name, text] of EXAMPLES) {
		const button = make('button', {type: 'button', class: 'quiet'}, name);
		button.addEventListener('click', () => {
			input.value = text;
			explain(text);
		});
		examples.append(' ', button);
	}
	let waiting = 0;
	input.addEventListener('input', () => {
		clearTimeout(waiting);
		waiting = setTimeout(() => explain(input.value), 120);
	});
	find('explain-form', HTMLFormElement).addEventListener('submit', (event) => event.preventDefault());
	find('clear', HTMLButtonElement).addEventListener('click', () => {
		input.value = '';
		explain('');
		input.focus();
	});
	explain(input.value);
}
