import {useEffect, useState} from 'preact/hooks';
import type * as z from 'zod/mini';
import {incidentsAnswer} from '#functions/api/answers/incident.ts';
import {previewAnswer} from '#functions/api/answers/release.ts';
import {ask, isFailure} from '../client/ask.ts';
import type {Place} from '../client/route.ts';
import {mayManage} from '../client/session.ts';
import {kindInWords} from '../insight/words.ts';
import {useAsked} from '../ui/asked.ts';
import {Choice, TextField, Tick} from '../ui/field.tsx';
import {Problem} from '../ui/parts.tsx';
import {FilterFields} from './filters.tsx';
import {Preview} from './preview.tsx';
import {Subpage} from './subpage.tsx';

const NONE = {status: '', reason: '', domain: '', esp: '', from: '', to: ''};

type Previewed = z.infer<typeof previewAnswer>;

const WISHES = [
	['complaint', 'Also people who reported your mail as spam'],
	['unsubscribe', 'Also people who unsubscribed'],
] as const;

/** What an incident's id tells of it, before the incident is read: its kind and what it is about. */
function idInWords(id: string): string {
	const [kind = '', resource = ''] = id.split('#');
	return `${resource}, ${kindInWords(kind)}`;
}

/** Incidents by which people were lost, to choose from. */
function Incidents({value, onValue}: {readonly value: string; readonly onValue: (value: string) => void}) {
	const {asked} = useAsked('', (signal) => ask(incidentsAnswer, '/v1/incidents', {query: {limit: '100'}, signal}));
	const incidents = asked.state === 'there' ? asked.answer.incidents : [];
	const choices = incidents.map(({id, openedAt}) => [id, `${idInWords(id)}, ${openedAt.slice(0, 10)}`] as const);
	const named = value === '' || incidents.some(({id}) => id === value);
	return (
		<Choice
			id="release-incident"
			label="Lost to an incident"
			any={incidents.length === 0 ? 'There was none' : 'Any'}
			value={value}
			onValue={onValue}
			choices={named ? choices : [[value, idInWords(value)], ...choices]}
		/>
	);
}

/** Takes many addresses off the list: first which, then a look at them, then the release; it can be undone. */
export function Release({place: {query}}: {readonly place: Place}) {
	const [filter, setFilter] = useState(NONE);
	const [rule, setRule] = useState('');
	const asked = query.get('incident') ?? '';
	const [incident, setIncident] = useState(asked);
	const [wishes, setWishes] = useState<readonly string[]>([]);
	const [preview, setPreview] = useState<Previewed>();
	const [problem, setProblem] = useState('');
	const [busy, setBusy] = useState(false);
	const change =
		<Value,>(set: (value: Value) => void) =>
		(value: Value) => {
			set(value);
			setPreview(undefined);
		};
	const look = async () => {
		const {status: _status, ...rest} = filter;
		const given = Object.entries({...rest, rule: rule.trim(), incident}).filter(([, value]) => value !== '');
		if (given.length === 0) {
			return setProblem('Say which addresses: choose a reason, a domain, a rule, an incident or a time.');
		}
		setProblem('');
		setBusy(true);
		const body = {...Object.fromEntries(given), ...(wishes.length === 0 ? {} : {includeComplaints: wishes})};
		const answer = await ask(previewAnswer, '/v1/releases/preview', {body});
		setBusy(false);
		if (isFailure(answer)) setProblem(answer.problem);
		else setPreview(answer);
	};
	// Whoever comes from an incident wants to see at once whom it cost.
	useEffect(() => {
		if (asked !== '' && mayManage()) look();
	}, []);
	const submit = (event: Event) => {
		event.preventDefault();
		return look();
	};
	return (
		<Subpage
			title="Release many"
			lead="Get people back who were lost wrongly: to a ban of your server, or to a receiver that answered falsely for a while."
			changes
		>
			<form class="card" onSubmit={submit}>
				<div class="fields">
					<Incidents value={incident} onValue={change(setIncident)} />
					<FilterFields id="release" filter={filter} onFilter={change(setFilter)} without={['status']} />
					<TextField
						id="release-rule"
						label="Rule"
						value={rule}
						onValue={change(setRule)}
						hint="As the address's page names it."
					/>
				</div>
				<fieldset>
					<legend>What people asked for stays, unless you name it</legend>
					{WISHES.map(([wish, words]) => (
						<Tick
							key={wish}
							id={`release-${wish}`}
							checked={wishes.includes(wish)}
							onChecked={(checked) =>
								change(setWishes)(checked ? [...wishes, wish] : wishes.filter((each) => each !== wish))
							}
						>
							{words}
						</Tick>
					))}
				</fieldset>
				<div class="row">
					<button type="submit" disabled={busy}>
						{busy ? 'Looking …' : 'Preview'}
					</button>
					<span class="hint inline">Nothing is changed yet.</span>
				</div>
			</form>
			{problem === '' ? null : <Problem>{problem}</Problem>}
			{preview === undefined ? null : <Preview preview={preview} key={JSON.stringify(preview.filter)} />}
		</Subpage>
	);
}
