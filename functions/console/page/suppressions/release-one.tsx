import {useState} from 'preact/hooks';
import {releasedAnswer} from '#functions/api/answers/release.ts';
import type {WhyAnswer} from '#functions/api/answers/why.ts';
import {ask, isFailure} from '../client/ask.ts';
import {TextField, Tick} from '../ui/field.tsx';
import {Card} from '../ui/parts.tsx';
import {espInWords} from '../ui/words.ts';

/** What nobody should release without the person having asked for it. */
const WISHES: ReadonlyMap<string, string> = new Map([
	['complaint', 'This person reported your mail as spam.'],
	['unsubscribe', 'This person unsubscribed.'],
]);

/** Shortest reason for the release of a complaint or an unsubscribe, in characters. */
export const LEAST_WHY = 10;

/** Takes one address off the list; warns first where the person did not want the mail. */
export function ReleaseOne({why, onReleased}: {readonly why: WhyAnswer; readonly onReleased: () => void}) {
	const [reason, setReason] = useState('');
	const [sure, setSure] = useState(false);
	const onlyThere = why.record === null || why.record.status === 'released';
	const [atEsp, setAtEsp] = useState(onlyThere);
	const [said, setSaid] = useState('');
	const [busy, setBusy] = useState(false);
	const wish = WISHES.get(why.record?.reason ?? '');
	const enough = wish === undefined ? reason.trim() !== '' : sure && reason.trim().length >= LEAST_WHY;
	const release = async (event: Event) => {
		event.preventDefault();
		setBusy(true);
		const answer = await ask(releasedAnswer, '/v1/suppressions/release', {
			body: {
				addresses: [why.address],
				why: reason.trim(),
				...(wish === undefined ? {} : {complaints: true}),
				...(atEsp ? {atEsp: true} : {}),
			},
		});
		setBusy(false);
		if (isFailure(answer)) return setSaid(answer.problem);
		const result = answer.results[0];
		const there = [result?.atEsp ?? []].flat();
		const done = result?.released === true || there.some((each) => each.done);
		const left = there.filter((each) => !each.done).map(({esp, detail}) => `${espInWords(esp)}: ${detail}`);
		if (done && left.length === 0) return onReleased();
		const here = result?.released === true ? 'It is released here.' : (result?.reason ?? 'It was not released.');
		setSaid([here, ...left].join(' '));
	};
	return (
		<Card>
			<h2>{onlyThere ? `Release it at ${espInWords(why.esp?.name ?? 'the ESP')}` : 'Release it'}</h2>
			{wish === undefined ? null : (
				<div class="warning">
					<p>
						<strong>{wish}</strong> Mail to somebody who does not want it costs you your reputation, and may be against
						the law. Release the address only where the person asked for it.
					</p>
				</div>
			)}
			<form onSubmit={release}>
				<TextField
					id="release-why"
					label="Why?"
					value={reason}
					onValue={setReason}
					hint={`It stays in the log of changes.${wish === undefined ? '' : ` At least ${LEAST_WHY} characters.`}`}
				/>
				{wish === undefined ? null : (
					<Tick id="release-sure" checked={sure} onChecked={setSure}>
						The person asked to be mailed again
					</Tick>
				)}
				{why.esp?.holds === true && !onlyThere ? (
					<Tick id="release-esp" checked={atEsp} onChecked={setAtEsp}>
						Take it off the list of {espInWords(why.esp.name)} too
					</Tick>
				) : null}
				<div class="row">
					<button type="submit" class={wish === undefined ? '' : 'danger'} disabled={!enough || busy}>
						{busy ? 'Releasing …' : 'Release'}
					</button>
					<span role="status">{said}</span>
				</div>
			</form>
		</Card>
	);
}
