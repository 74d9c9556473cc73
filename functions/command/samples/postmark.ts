import {type Moment, RESPONSES, type Sample} from './sample.ts';

const LISTED = '192.0.2.91';

/** Writes Postmark's webhooks (Postmark developer pages, "Bounce webhook", "Spam complaint webhook" …). */
export function postmarkSamples({ago, run}: Moment): Sample[] {
	let count = 0;
	const common = () => {
		count += 1;
		const digits = String(count).padStart(4, '0');
		return {
			MessageID: `00000000-0000-4000-8000-${run.padStart(8, '0').slice(-8)}${digits}`,
			ServerID: 23,
			MessageStream: 'broadcast',
			Tag: 'news',
			Metadata: {},
		};
	};
	const bounce = (
		minutes: number,
		email: string,
		type: string,
		name: string,
		details: string,
		inactive: boolean,
	): Sample => ({
		esp: 'postmark',
		body: JSON.stringify({
			RecordType: 'Bounce',
			...common(),
			ID: 692560000 + Number.parseInt(run.slice(-5), 16) * 10 + count,
			Type: type,
			Name: name,
			Description: 'As Postmark describes this kind of bounce.',
			Details: `smtp;${details}`,
			Email: email,
			From: 'hello@news.example.com',
			BouncedAt: ago(minutes).toISOString(),
			Inactive: inactive,
			CanActivate: true,
			DumpAvailable: true,
			Subject: 'What is new in March',
		}),
	});
	return [
		bounce(47, 'bob@example.com', 'HardBounce', 'Hard bounce', RESPONSES.unknownUser, true),
		bounce(42, 'claims@tailspin.example', 'HardBounce', 'Hard bounce', RESPONSES.spamhaus(LISTED), true),
		bounce(39, 'press@wingtip.example', 'Blocked', 'ISP block', RESPONSES.spamhaus(LISTED), false),
		bounce(35, 'kim@outlook.example', 'DMARCPolicy', 'DMARC policy', RESPONSES.dmarc, false),
		{
			esp: 'postmark',
			body: JSON.stringify({
				RecordType: 'SpamComplaint',
				...common(),
				ID: 692570000 + Number.parseInt(run.slice(-5), 16) * 10 + count,
				Type: 'SpamComplaint',
				TypeCode: 100001,
				Name: 'Spam complaint',
				Description: 'The subscriber explicitly marked this message as spam.',
				Details: '',
				Email: 'max@example.net',
				From: 'hello@news.example.com',
				BouncedAt: ago(33).toISOString(),
				Inactive: true,
				CanActivate: false,
				DumpAvailable: true,
				Subject: 'What is new in March',
			}),
		},
		{
			esp: 'postmark',
			body: JSON.stringify({
				RecordType: 'Delivery',
				...common(),
				Recipient: 'eva@example.com',
				DeliveredAt: ago(26).toISOString(),
				Details: '250 2.0.0 OK',
			}),
		},
	];
}
