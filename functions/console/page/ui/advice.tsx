import type {AdviceAnswer} from '#functions/api/answers/advice.ts';
import {Outside} from './parts.tsx';

type Shown = Pick<AdviceAnswer, 'meaning' | 'who' | 'clearing' | 'escalate'> & {
	readonly steps: readonly string[];
	readonly notes: readonly string[];
	readonly links: readonly {readonly label: string; readonly url: string}[];
};

function Texts({title, texts}: {readonly title: string; readonly texts: readonly string[]}) {
	if (texts.length === 0) return null;
	return (
		<>
			<h3>{title}</h3>
			<ul>
				{texts.map((text) => (
					<li key={text}>{text}</li>
				))}
			</ul>
		</>
	);
}

/** Advice: what it means, who acts, what to do, where, how long. */
export function AdviceView({advice}: {readonly advice: Shown}) {
	return (
		<div class="advice">
			<h3>What it means</h3>
			<p>{advice.meaning}</p>
			<h3>Who must act</h3>
			<p>{advice.who}.</p>
			<h3>What to do</h3>
			<ol>
				{advice.steps.map((step) => (
					<li key={step}>{step}</li>
				))}
			</ol>
			<Texts title="Good to know" texts={advice.notes} />
			{advice.links.length === 0 ? null : (
				<>
					<h3>Where</h3>
					<ul>
						{advice.links.map(({url, label}) => (
							<li key={url}>
								<Outside url={url}>{label}</Outside>
							</li>
						))}
					</ul>
				</>
			)}
			<h3>How long it takes</h3>
			<p>{advice.clearing}</p>
			<h3>When to go further</h3>
			<p>{advice.escalate}</p>
		</div>
	);
}
