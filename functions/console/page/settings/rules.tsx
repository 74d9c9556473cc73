import {useState} from 'preact/hooks';
import type {SettingsAnswer} from '#functions/api/answers/settings.ts';
import {TextField, Tick} from '../ui/field.tsx';
import {Keep, useKeep} from './keep.tsx';
import {numberOf} from './numbers.ts';

/** When an address is suppressed, for how long, and what a person's wish stops. */
export function Rules({settings}: {readonly settings: SettingsAnswer}) {
	const [threshold, setThreshold] = useState(String(settings.softBounceThreshold));
	const [days, setDays] = useState(String(settings.softBounceWindowDays));
	const [lasts, setLasts] = useState(String(settings.automaticSuppressionDays ?? ''));
	const [complaint, setComplaint] = useState(settings.complaintStopsTransactional);
	const [unsubscribe, setUnsubscribe] = useState(settings.unsubscribeStopsTransactional);
	const {onSubmit, end} = useKeep(() => ({
		softBounceThreshold: numberOf(threshold),
		softBounceWindowDays: numberOf(days),
		automaticSuppressionDays: lasts.trim() === '' ? null : numberOf(lasts),
		complaintStopsTransactional: complaint,
		unsubscribeStopsTransactional: unsubscribe,
	}));
	return (
		<form class="card" onSubmit={onSubmit}>
			<div class="fields">
				<TextField
					id="threshold"
					label="Soft bounces that suppress"
					value={threshold}
					onValue={setThreshold}
					hint="A full mailbox, say; 1 to 20."
				/>
				<TextField id="window" label="… within so many days" value={days} onValue={setDays} hint="1 to 365." />
				<TextField
					id="lasts"
					label="A suppression for bounces lasts (days)"
					value={lasts}
					onValue={setLasts}
					hint="Then it is watched again. Empty: until released."
				/>
			</div>
			<Tick id="complaint-stops" checked={complaint} onChecked={setComplaint}>
				A complaint stops transactional mail too
			</Tick>
			<Tick id="unsubscribe-stops" checked={unsubscribe} onChecked={setUnsubscribe}>
				An unsubscribe stops transactional mail too
			</Tick>
			<Keep id="settings-why" label="Why do you change it?" button="Keep" end={end} />
		</form>
	);
}
