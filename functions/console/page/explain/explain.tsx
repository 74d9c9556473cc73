import {useEffect, useRef, useState} from 'preact/hooks';
import type {Place} from '../client/route.ts';
import {TextArea} from '../ui/field.tsx';
import {Empty} from '../ui/parts.tsx';
import {EXAMPLES, isHeaders} from './examples.ts';
import {HeadersView} from './headers.tsx';
import {VerdictView} from './verdict.tsx';

/** Longest text that is explained, in characters: headers of real messages stay far below. */
const LONGEST = 262_144;

/** The text as it stands once nobody has typed for a moment. */
function useSettled(text: string): string {
	const [settled, setSettled] = useState(text);
	useEffect(() => {
		const waiting = setTimeout(() => setSettled(text), 120);
		return () => clearTimeout(waiting);
	}, [text]);
	return settled;
}

function Explained({text}: {readonly text: string}) {
	if (text === '') return <Empty title="The verdict, what it rests on, and what to do will stand here." />;
	return isHeaders(text) ? <HeadersView text={text} /> : <VerdictView text={text} />;
}

/** What does this bounce, or what do these headers mean? Everything happens in the browser. */
export function Explain({place}: {readonly place: Place}) {
	const given = place.view === 'explain' ? (place.query.get('text') ?? '') : '';
	const [text, setText] = useState(given);
	const field = useRef<HTMLDivElement>(null);
	useEffect(() => {
		if (given !== '') setText(given);
	}, [given]);
	const settled = useSettled(text).slice(0, LONGEST).trim();
	const clear = () => {
		setText('');
		field.current?.querySelector('textarea')?.focus();
	};
	return (
		<section aria-labelledby="explain-title">
			<h1 id="explain-title">What does this bounce mean?</h1>
			<p class="lead">
				Paste the response of the other server, or the headers of a message that went to Junk. It is read in your
				browser; nothing is sent.
			</p>
			<form class="card" onSubmit={(event) => event.preventDefault()}>
				<div ref={field}>
					<TextArea
						id="response"
						label="Response or headers"
						rows={5}
						placeholder="550 5.7.606 Access denied, banned sending IP …"
						value={text}
						onValue={setText}
					/>
				</div>
				<div class="row">
					<span class="hint inline">Try one:</span>
					{EXAMPLES.map(([name, example]) => (
						<button type="button" class="quiet" key={name} onClick={() => setText(example)}>
							{name}
						</button>
					))}
					<button type="button" class="quiet" disabled={text === ''} onClick={clear}>
						Clear
					</button>
				</div>
			</form>
			<div id="verdict" aria-live="polite">
				<Explained text={settled} />
			</div>
		</section>
	);
}
