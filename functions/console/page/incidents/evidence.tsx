import type {IncidentAnswer} from '../insight/answers.ts';
import {Table} from '../ui/table.tsx';
import {When} from '../ui/when.tsx';

const VERDICTS = {
	good: ['Good', 'good'],
	bad: ['Bad', 'stop'],
	unknown: ['Could not be told', 'none'],
} as const;

const CHECKS: ReadonlyMap<string, string> = new Map([
	['reverse-dns', 'Reverse DNS'],
	['forward-confirmed', 'Forward DNS confirms it'],
	['helo', 'HELO name'],
	['spf', 'SPF record'],
	['dkim', 'DKIM record'],
	['dmarc', 'DMARC record'],
	['mail-domain', 'Takes mail itself'],
]);

function checkInWords(check: string): string {
	return check.startsWith('list:') ? `Block list ${check.slice('list:'.length)}` : (CHECKS.get(check) ?? check);
}

/** What is to be mended comes first. */
const ORDER = ['bad', 'unknown', 'good'] as const;

/** What DNS says, as it was asked. */
export function Evidence({evidence}: {readonly evidence: NonNullable<IncidentAnswer['evidence']>}) {
	const sorted = evidence.checks.toSorted((one, other) => ORDER.indexOf(one.verdict) - ORDER.indexOf(other.verdict));
	return (
		<>
			<p class="hint">
				As of <When at={evidence.at} />. What could not be told is neither good nor bad. Receivers may remember a
				listing for up to 24 hours after it is gone.
			</p>
			<Table caption="What DNS says" columns={['Check', 'Verdict', 'About', 'Found', 'What it means']}>
				{sorted.map(({check, about, verdict, found, words}) => {
					const [said, mark] = VERDICTS[verdict];
					return (
						<tr key={`${check} ${about}`}>
							<th scope="row">{checkInWords(check)}</th>
							<td>
								<span class={`badge ${mark}`}>{said}</span>
							</td>
							<td class="place">{about}</td>
							<td class="place">{found ?? ''}</td>
							<td class="reason">{words}</td>
						</tr>
					);
				})}
			</Table>
		</>
	);
}
