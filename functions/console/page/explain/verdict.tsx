import type {Tokens} from '#shared/model/classification.ts';
import {adviceFor, CATEGORIES, classify} from '../engine.ts';
import {AdviceView} from '../ui/advice.tsx';
import {Card, Facts} from '../ui/parts.tsx';
import {highlight} from './highlight.ts';
import {Marked} from './marked.tsx';
import {
	BASIS_WORDS,
	PERMANENCE_WORDS,
	SCOPE_WORDS,
	SOURCE_WORDS,
	SUPPRESSION_MARKS,
	SUPPRESSION_WORDS,
	TOKEN_WORDS,
} from './words.ts';

function isToken(name: string): name is keyof Tokens {
	return Object.hasOwn(TOKEN_WORDS, name);
}

function tokenRows(tokens: Tokens): [string, string][] {
	return Object.entries(tokens).flatMap(([name, value]): [string, string][] =>
		isToken(name) && value !== undefined ? [[TOKEN_WORDS[name], String(value)]] : [],
	);
}

/** The verdict on a response: what happened, what becomes of the address, why, and what to do. */
export function VerdictView({text}: {readonly text: string}) {
	const verdict = classify({text});
	const pieces = highlight(text, verdict.tokens).map((piece) => ({
		text: piece.text,
		...(piece.token === undefined ? {} : {mark: TOKEN_WORDS[piece.token]}),
	}));
	return (
		<>
			<Card>
				<h2>{CATEGORIES[verdict.category].meaning}</h2>
				<p class={`badge ${SUPPRESSION_MARKS[verdict.suppression]}`}>{SUPPRESSION_WORDS[verdict.suppression]}</p>
				{verdict.alert === null ? null : <p class="alarm">This response alone raises an alert.</p>}
				<Marked label="The response, with what was read out of it" pieces={pieces} />
				{verdict.truncated === true ? <p class="hint">The text is very long; only its beginning was read.</p> : null}
				<Facts
					rows={[
						['Whose turn it is', SCOPE_WORDS[verdict.scope]],
						['Written by', SOURCE_WORDS[verdict.source]],
						['For how long', PERMANENCE_WORDS[verdict.permanence]],
						['Decided by', `rule ${verdict.rule}, from ${BASIS_WORDS[verdict.basis]}`],
						['Category', verdict.category],
						...tokenRows(verdict.tokens),
					]}
				/>
			</Card>
			<Card>
				<AdviceView advice={adviceFor({...verdict, text})} />
			</Card>
		</>
	);
}
