import {classify, classifyAnew, matcher} from '#shared/classify/classify.ts';
import {parseWording, type Rule} from '#shared/classify/rule.ts';
import {MARKS} from '#shared/classify/rules/index.ts';
import type {Response} from '#shared/model/classification.ts';

/** The response in which a row was seen: its text, or for the ESP's opinion an event without one. */
export function seenBy(rule: Rule): Response {
	if (rule.opinion === undefined) return {text: rule.seen};
	const [esp = '', words = ''] = [
		rule.opinion.slice(0, rule.opinion.indexOf(' ')),
		rule.opinion.slice(rule.opinion.indexOf(' ') + 1),
	];
	if (esp !== 'ses' && esp !== 'sendgrid' && esp !== 'postmark') throw new Error(`no ESP: ${rule.opinion}`);
	return {text: null, opinion: {esp, words: words.replace('*', 'a-word-of-tomorrow')}};
}

const LISTS = new Map(
	(['ip', 'domain'] as const).map((kind) => [
		`{${kind} list}`,
		MARKS.filter(({lists}) => lists === kind).flatMap(({words}) => words),
	]),
);

/** Texts that a wording stands for: each choice of each slot once, with other words between its parts. */
export function spelledOut(wording: string): readonly string[] {
	const slots = parseWording(wording)
		.parts.flatMap((part) => [...part, ['whatever']])
		.map((choices) => LISTS.get(choices[0] ?? '') ?? choices);
	const first = slots.map((choices) => choices.find((choice) => choice !== '') ?? '');
	const texts = slots.flatMap((choices, place) => choices.map((choice) => first.with(place, choice).join(' ')));
	return [...new Set(texts)];
}

/** The first code of a row's condition as a response prints it: x and 4xx are permanent, or the first of their kind. */
function codeOf({status, reply}: Rule): string {
	const [code = ''] = (status ?? reply ?? '').split(/[,-]/);
	return status === undefined
		? code.replace(/^0$/, '').replace('xx', '50')
		: code.replace(/^x/, '5').replace(/x$/, '1');
}

/** A text of a row's words alone that the row decides, with as few marks as can be; undefined where another row takes all. */
export function ownWords(rule: Rule): string | undefined {
	// What only Exchange writes beside them shows that a row of another system knows better.
	const besides = rule.by === 'other' ? ' outlook.com' : '';
	const texts = (rule.words ?? []).flatMap(spelledOut);
	const tried = [codeOf(rule), '450'].flatMap((code) => texts.map((text) => `${code} ${text}${besides}`.trim()));
	const marks = (text: string): number => {
		classifyAnew({text});
		return matcher().metCount;
	};
	const own = tried.filter((text) => classify({text}).rule === rule.id);
	const fewest = Math.min(...own.map(marks));
	return own.find((text) => marks(text) === fewest);
}
