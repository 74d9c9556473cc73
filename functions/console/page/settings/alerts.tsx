import {useState} from 'preact/hooks';
import type {SettingsAnswer} from '#functions/api/answers/settings.ts';
import {TRENDS} from '#shared/insight/trend-table.ts';
import {percent} from '../insight/figures.ts';
import {KIND_WORDS} from '../insight/words.ts';
import {TextField} from '../ui/field.tsx';
import {Keep, useKeep} from './keep.tsx';
import {Kinds} from './kinds.tsx';
import {hoursOf, numberOf, partOf, percentsOf} from './numbers.ts';

/** What rises, in words, and what it is out of. */
const RATES = [
	[
		'throttling',
		'Throttling',
		'Attempts that a receiver slows down for the reputation of your IP. It comes days before a ban.',
	],
	['list-quality', 'List quality', 'Addresses that are gone. A bought, old or guessed list looks so.'],
	['authentication', 'Authentication', 'Mail that does not pass SPF, DKIM or DMARC. Somebody changed DNS.'],
	['complaints', 'Complaints', 'Deliveries reported as spam, where the provider tells.'],
] as const;

type Texts = ReadonlyMap<string, string>;

const leastRates = (texts: Texts) =>
	Object.fromEntries(
		RATES.flatMap(([kind]) => {
			const text = texts.get(kind) ?? '';
			return text.trim() === '' ? [] : [[kind, partOf(text)]];
		}),
	);

/** When an alert comes, how often, and from what on a rise is trouble. */
export function Alerts({settings}: {readonly settings: SettingsAnswer}) {
	const [cooldown, setCooldown] = useState(String(settings.alertCooldownHours));
	const [quiet, setQuiet] = useState(String(settings.incidentQuietHours));
	const [most, setMost] = useState(String(settings.alertsPerHour));
	const [muted, setMuted] = useState<readonly string[]>(settings.mutedKinds);
	const [rates, setRates] = useState<Texts>(
		new Map(Object.entries(settings.leastRates).map(([kind, rate]) => [kind, percentsOf(rate)])),
	);
	const {onSubmit, end} = useKeep(() => ({
		alertCooldownHours: hoursOf(cooldown),
		incidentQuietHours: hoursOf(quiet),
		alertsPerHour: numberOf(most),
		mutedKinds: muted,
		leastRates: leastRates(rates),
	}));
	return (
		<form class="card" onSubmit={onSubmit}>
			<div class="fields">
				<TextField
					id="cooldown"
					label="Hours between reminders"
					value={cooldown}
					onValue={setCooldown}
					hint="While an incident goes on, it is told again at most so often; 0 to 720."
				/>
				<TextField
					id="quiet"
					label="Quiet hours until it is over"
					value={quiet}
					onValue={setQuiet}
					hint="Without a response for so long an incident is resolved; 0 to 720."
				/>
				<TextField
					id="most-alerts"
					label="Alerts in an hour, at most"
					value={most}
					onValue={setMost}
					hint="What is held back is named in the next alert; 1 to 1000."
				/>
			</div>
			<Kinds
				id="muted"
				legend="No alert for"
				kinds={KIND_WORDS}
				chosen={muted}
				onChosen={setMuted}
				hint="They are recorded and shown all the same."
			/>
			<h3>A rise is trouble from this rate on (percent)</h3>
			<div class="fields">
				{RATES.map(([kind, label, hint]) => (
					<TextField
						key={kind}
						id={`rate-${kind}`}
						label={label}
						value={rates.get(kind) ?? ''}
						placeholder={percentsOf(TRENDS[kind].leastRate)}
						onValue={(text) => setRates(new Map([...rates, [kind, text]]))}
						hint={`${hint} Empty: ${percent(TRENDS[kind].leastRate)}.`}
					/>
				))}
			</div>
			<p class="hint">
				It also has to be several times what is usual for the IP, domain or account in question, and more than chance
				brings.
			</p>
			<Keep id="alerts-why" label="Why do you change the alerts?" button="Keep the alerts" end={end} />
		</form>
	);
}
