import {count} from '../ui/words.ts';
import type {MeasuredAnswer} from './answers.ts';
import {rateInWords} from './figures.ts';

const TILES = [
	['Messages', 'messages', ''],
	['Delivered', 'delivered', ''],
	['Bounced', 'bounced', 'bounce'],
	['… blocked', 'blocked', 'block'],
	['… dead addresses', 'dead', 'dead'],
	['Deferred', 'deferred', 'deferral'],
	['Complaints', 'complained', 'complaint'],
	['Unsubscribed', 'unsubscribed', 'unsubscribe'],
] as const;

/** The counts of a time with the rates that they allow. */
export function Tiles({measured}: {readonly measured: MeasuredAnswer}) {
	return (
		<>
			<dl class="tiles">
				{TILES.map(([words, name, rate]) => (
					<div key={name}>
						<dt>{words}</dt>
						<dd>
							<b>{count(measured[name])}</b>
							{rate === '' ? null : <span class="hint inline"> {rateInWords(measured.rates[rate])}</span>}
						</dd>
					</div>
				))}
			</dl>
			{measured.partial ? (
				<p class="hint">There was more than could be read at once: these are lower bounds, and rates are left out.</p>
			) : null}
		</>
	);
}
