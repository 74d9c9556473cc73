import {settingsAnswer} from '#functions/api/answers/settings.ts';
import {ask} from '../client/ask.ts';
import {mayManage} from '../client/session.ts';
import {useAsked} from '../ui/asked.ts';
import {Loading, Problem} from '../ui/parts.tsx';
import {ESP_WORDS} from '../ui/words.ts';
import {Alerts} from './alerts.tsx';
import {Credentials} from './credentials.tsx';
import {Rules} from './rules.tsx';
import {Subscribe} from './subscribe.tsx';
import {Webhooks} from './webhooks.tsx';

/** What the tenant decides: when bounces suppress, what a complaint stops, and what the ESPs may be told. */
export function Settings() {
	const {asked, again} = useAsked('', (signal) => ask(settingsAnswer, '/v1/settings', {signal}));
	return (
		<section aria-labelledby="settings-title">
			<h1 id="settings-title">Settings</h1>
			<p class="lead">
				When bounces stop an address, what a complaint stops, and who hears of what goes wrong.
				{mayManage() ? '' : ' Your key may look, and not change.'}
			</p>
			{asked.state === 'loading' ? <Loading what="the settings" /> : null}
			{asked.state === 'failed' ? <Problem onAgain={again}>{asked.failure.problem}</Problem> : null}
			{asked.state === 'there' ? (
				<>
					<Rules settings={asked.answer} />
					<h2>Alerts</h2>
					<p class="lead">One alert when an incident opens, reminders while it goes on, and one when it is over.</p>
					<Alerts settings={asked.answer} />
				</>
			) : null}
			<h2>Alerts by Amazon SNS</h2>
			<Subscribe />
			{mayManage() ? (
				<>
					<h2>Alerts by webhook</h2>
					<p class="lead">
						For programs outside AWS: each alert is posted as signed JSON, and tried again until it is taken.
					</p>
					<Webhooks />
					<h2>Your ESPs</h2>
					<p class="lead">
						With these, a release takes the address off the ESP's own list too. They are kept in AWS Secrets Manager and
						never shown again.
					</p>
					{ESP_WORDS.map(([esp, name]) => (
						<Credentials key={esp} esp={esp} name={name} />
					))}
				</>
			) : null}
		</section>
	);
}
