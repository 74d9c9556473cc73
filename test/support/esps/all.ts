import {postmarkApi} from './postmark.ts';
import {sendgridApi} from './sendgrid.ts';
import {serve} from './server.ts';
import {sesApi} from './ses.ts';

/** The three ESPs' APIs on one server, as the local stack is pointed at them: their paths have nothing in common. */
export async function startEsps() {
	const [ses, sendgrid, postmark] = [sesApi(), sendgridApi(), postmarkApi()];
	const server = await serve((asked) => {
		if (asked.path.startsWith('/v2/email/')) return ses.answer(asked);
		return (asked.path.startsWith('/message-streams/') ? postmark : sendgrid).answer(asked);
	});
	return {...server, ses, sendgrid, postmark};
}
