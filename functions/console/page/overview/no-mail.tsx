import {readSession} from '../client/session.ts';
import {Card, Empty} from '../ui/parts.tsx';
import {ESP_WORDS} from '../ui/words.ts';

/** Who runs the deployment sees what concerns several tenants, and has no mail. */
const OPERATOR = 'operator';

/** Nothing was counted: where the ESPs' events have to go. */
export function NoMail({words}: {readonly words: string}) {
	const tenant = readSession().who?.tenant ?? '';
	if (tenant === OPERATOR) {
		return (
			<Card>
				<Empty title="Nothing is wrong across the tenants.">
					<p>The operator counts no mail of its own. What concerns several tenants at once comes here by itself.</p>
				</Empty>
			</Card>
		);
	}
	return (
		<Card>
			<Empty title={`No mail counted in ${words}.`}>
				<p>Look at a longer time, or let your ESP send its events here:</p>
			</Empty>
			<dl class="facts">
				{ESP_WORDS.map(([esp, name]) => [
					<dt key={`${esp} name`}>{name}</dt>,
					<dd key={esp}>
						<code>{`${location.origin}/v1/webhooks/${esp}/${tenant}`}</code>
					</dd>,
				])}
			</dl>
			<p class="hint">Deliveries too: every rate is out of what was delivered or given up.</p>
		</Card>
	);
}
