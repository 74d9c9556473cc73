import {useRef, useState} from 'preact/hooks';
import {exportAnswer} from '#functions/api/answers/lists.ts';
import {askPatiently, isFailure} from '../client/ask.ts';
import {Choice} from '../ui/field.tsx';
import {Problem} from '../ui/parts.tsx';
import {save} from '../ui/save.ts';
import {count} from '../ui/words.ts';
import {FilterFields} from './filters.tsx';
import {Subpage} from './subpage.tsx';

const FORMATS = [
	['csv', 'CSV, with reasons and dates'],
	['ses', 'Amazon SES'],
	['sendgrid', 'SendGrid'],
	['postmark', 'Postmark'],
] as const;

const NONE = {status: '', reason: '', domain: '', esp: '', from: '', to: ''};

/** Hands over the list as a file, page by page as it comes. */
export function Export() {
	const [format, setFormat] = useState('csv');
	const [filter, setFilter] = useState(NONE);
	const [problem, setProblem] = useState('');
	const [said, setSaid] = useState('');
	const [busy, setBusy] = useState(false);
	const control = useRef(new AbortController());
	const collect = async (): Promise<string[] | undefined> => {
		const texts: string[] = [];
		let lines = 0;
		let cursor = '';
		const {signal} = control.current;
		do {
			const query = {...filter, format, cursor};
			const page = await askPatiently(exportAnswer, '/v1/suppressions/export', {query, signal});
			if (signal.aborted) return undefined;
			if (isFailure(page)) {
				setProblem(page.problem);
				return undefined;
			}
			texts.push(page.text);
			lines += page.text.split('\n').length - 1;
			setSaid(`${count(lines)} lines so far …`);
			cursor = page.next ?? '';
		} while (cursor !== '');
		setSaid(`${count(lines)} lines saved.`);
		return texts;
	};
	const run = async (event: Event) => {
		event.preventDefault();
		control.current = new AbortController();
		setProblem('');
		setBusy(true);
		const texts = await collect();
		setBusy(false);
		if (texts !== undefined) save(`suppressions-${format}.csv`, texts);
	};
	const stop = () => {
		control.current.abort();
		setSaid('');
	};
	return (
		<Subpage title="Export" lead="The list as a file, for your records or for another system.">
			<form class="card" onSubmit={run}>
				<div class="fields">
					<Choice id="format" label="Format" value={format} onValue={setFormat} choices={FORMATS} />
					<FilterFields id="export" filter={filter} onFilter={setFilter} />
				</div>
				<div class="row">
					<button type="submit" disabled={busy}>
						Export
					</button>
					{busy ? (
						<button type="button" class="quiet" onClick={stop}>
							Stop
						</button>
					) : null}
					<span role="status">{said}</span>
				</div>
			</form>
			{problem === '' ? null : <Problem>{problem}</Problem>}
		</Subpage>
	);
}
