import {useState} from 'preact/hooks';
import {type AuditEntry, auditAnswer} from '#functions/api/answers/audit.ts';
import {ask, askPatiently, isFailure} from '../client/ask.ts';
import {hashOf, type Place} from '../client/route.ts';
import {useAsked} from '../ui/asked.ts';
import {TextField} from '../ui/field.tsx';
import {Pager} from '../ui/pager.tsx';
import {Card, Empty, Loading, Problem} from '../ui/parts.tsx';
import {save, toCsv} from '../ui/save.ts';
import {Table} from '../ui/table.tsx';
import {ACTION_WORDS, count, timeInWords} from '../ui/words.ts';
import {changeInWords} from './change.ts';

const ROWS = 50;

type Filter = {readonly address: string; readonly from: string; readonly to: string};

function filterOf({query}: Place): Filter {
	return {address: query.get('address') ?? '', from: query.get('from') ?? '', to: query.get('to') ?? ''};
}

const isOpen = (filter: Filter) => Object.values(filter).some((value) => value !== '');

function Row({entry}: {readonly entry: AuditEntry}) {
	const {at, key, action, address, why, release, detail = ''} = entry;
	return (
		<tr>
			<td class="since">
				<time dateTime={at}>{timeInWords(at)}</time>
			</td>
			<td>{key}</td>
			<td>
				{ACTION_WORDS.get(action) ?? action}
				{release == null || action !== 'release' ? null : (
					<>
						{' '}
						in bulk <a href={hashOf('undo', release)}>Undo</a>
					</>
				)}
			</td>
			<th scope="row" class="address">
				{address == null ? '' : <a href={hashOf('address', address)}>{address}</a>}
			</th>
			<td class="reason">
				{why == null || why === '' ? null : <p>“{why}”</p>}
				<span class="hint inline">{[detail, changeInWords(entry)].filter((text) => text !== '').join(' ')}</span>
			</td>
		</tr>
	);
}

function Entries({filter}: {readonly filter: Filter}) {
	const [cursors, setCursors] = useState<readonly string[]>([]);
	const cursor = cursors.at(-1) ?? '';
	const {asked, again} = useAsked(cursor, (signal) =>
		ask(auditAnswer, '/v1/audit', {query: {...filter, limit: String(ROWS), cursor}, signal}),
	);
	if (asked.state === 'loading') return <Loading what="the log" lines={8} />;
	if (asked.state === 'failed') return <Problem onAgain={again}>{asked.failure.problem}</Problem>;
	const {entries, next} = asked.answer;
	if (entries.length === 0 && next === null) {
		return isOpen(filter) ? (
			<Empty title="No change fits.">
				<a href="#activity">See all changes</a>
			</Empty>
		) : (
			<Empty title="Nobody has changed anything yet.">
				<p>Whatever people add, release, import or erase will stand here, with their reason.</p>
			</Empty>
		);
	}
	return (
		<Card>
			<Table caption="Changes, newest first" columns={['When', 'Who', 'What', 'Address', 'Why']}>
				{entries.map((entry) => (
					<Row key={entry.at + entry.action + (entry.address ?? '')} entry={entry} />
				))}
			</Table>
			<Pager
				words={`Page ${cursors.length + 1}`}
				onBack={cursors.length === 0 ? undefined : () => setCursors(cursors.slice(0, -1))}
				onNext={next === null ? undefined : () => setCursors([...cursors, next])}
			/>
		</Card>
	);
}

const COLUMNS = ['at', 'key', 'action', 'address', 'why', 'change', 'release'] as const;

function line(entry: AuditEntry): string[] {
	const {at, key, action, address, why, release} = entry;
	return [at, key, action, address ?? '', why ?? '', changeInWords(entry), release ?? ''];
}

/** The whole log that fits, as a file. */
function SaveLog({filter}: {readonly filter: Filter}) {
	const [said, setSaid] = useState('');
	const [busy, setBusy] = useState(false);
	const run = async () => {
		setBusy(true);
		const rows: string[][] = [[...COLUMNS]];
		let cursor = '';
		do {
			const page = await askPatiently(auditAnswer, '/v1/audit', {query: {...filter, limit: '1000', cursor}});
			if (isFailure(page)) {
				setSaid(page.problem);
				setBusy(false);
				return;
			}
			rows.push(...page.entries.map(line));
			setSaid(`${count(rows.length - 1)} so far …`);
			cursor = page.next ?? '';
		} while (cursor !== '');
		setBusy(false);
		setSaid(`${count(rows.length - 1)} saved.`);
		save('activity.csv', [toCsv(rows)]);
	};
	return (
		<>
			<button type="button" class="quiet" disabled={busy} onClick={run}>
				Export
			</button>
			<span role="status">{said}</span>
		</>
	);
}

/** Who changed what, when and why. */
export function Activity({place}: {readonly place: Place}) {
	const filter = filterOf(place);
	const [draft, setDraft] = useState(filter);
	const about = JSON.stringify(filter);
	const go = (event: Event) => {
		event.preventDefault();
		location.hash = hashOf('activity', '', {...draft, address: draft.address.trim()});
	};
	return (
		<section aria-labelledby="activity-title">
			<h1 id="activity-title">Activity</h1>
			<p class="lead">What people changed, newest first. What bounces change by themselves stands with each address.</p>
			<form class="card" onSubmit={go}>
				<div class="fields">
					<TextField
						id="activity-address"
						label="Address"
						value={draft.address}
						onValue={(address) => setDraft({...draft, address})}
					/>
					<TextField
						id="activity-from"
						type="date"
						label="From"
						value={draft.from}
						onValue={(from) => setDraft({...draft, from})}
					/>
					<TextField
						id="activity-to"
						type="date"
						label="To"
						value={draft.to}
						onValue={(to) => setDraft({...draft, to})}
					/>
				</div>
				<div class="row">
					<button type="submit">Show</button>
					<SaveLog filter={filter} key={about} />
				</div>
			</form>
			<Entries filter={filter} key={about} />
		</section>
	);
}
