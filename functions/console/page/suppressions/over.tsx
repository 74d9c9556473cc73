import {mayManage} from '../client/session.ts';
import {save, toCsv} from '../ui/save.ts';
import {count, several} from '../ui/words.ts';
import type {Bulk} from './bulk.ts';

/** Addresses that are shown; all are in the file. */
const SHOWN = 10;

function StayedList({stayed}: {readonly stayed: Bulk['stayed']}) {
	if (stayed.length === 0) return null;
	return (
		<>
			<h3>{several(stayed.length, 'address', 'addresses')} stayed, here or at the ESP</h3>
			<ul>
				{stayed.slice(0, SHOWN).map(({address, detail}) => (
					<li key={address}>
						{address}: {detail}
					</li>
				))}
			</ul>
			<div class="row">
				{stayed.length > SHOWN ? <span class="hint inline">… and {count(stayed.length - SHOWN)} more.</span> : null}
				<button
					type="button"
					class="quiet"
					onClick={() =>
						save('stayed.csv', [
							toCsv([['address', 'reason'], ...stayed.map(({address, detail}) => [address, detail])]),
						])
					}
				>
					Download them
				</button>
			</div>
		</>
	);
}

/** What a bulk release, or its undoing, did; the way back. */
export function Over({
	bulk,
	undone,
	onUndo,
}: {
	readonly bulk: Bulk;
	readonly undone: boolean;
	readonly onUndo: (id: string) => void;
}) {
	return (
		<>
			<div class="row">
				<p role="status" class="badge good">
					{several(bulk.done, 'address is', 'addresses are')} {undone ? 'on the list again' : 'released'}.
				</p>
				{undone || !mayManage() ? null : (
					<button type="button" class="quiet" onClick={() => onUndo(bulk.release)}>
						Undo
					</button>
				)}
			</div>
			<StayedList stayed={bulk.stayed} />
		</>
	);
}
