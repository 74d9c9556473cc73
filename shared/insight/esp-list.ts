import type {EspName} from '#shared/model/event.ts';

/** What is to be taken off an ESP's own list. */
export interface Holding {
	/** As the ESP spelled it. */
	readonly address: string;
	readonly reason: 'bounce' | 'complaint' | 'unsubscribe';
	/** SendGrid's unsubscribe group, Postmark's message stream. */
	readonly part?: string | undefined;
}

/** What people call the ESPs. */
export const ESP_TITLES: Readonly<Record<EspName, string>> = {
	ses: 'Amazon SES',
	sendgrid: 'SendGrid',
	postmark: 'Postmark',
};

const SENDGRID = 'https://api.sendgrid.com/v3';

/**
 * The exact call that takes an address off an ESP's own list: SES API v2 `DeleteSuppressedDestination`, SendGrid's
 * suppression lists, Postmark's suppressions of a message stream.
 */
export function howToRelease(esp: EspName, {address, reason, part}: Holding): string {
	const path = encodeURIComponent(address);
	switch (esp) {
		case 'ses':
			return `aws sesv2 delete-suppressed-destination --email-address '${address.replaceAll("'", "'\\''")}' — or, signed, DELETE https://email.REGION.amazonaws.com/v2/email/suppression/addresses/${path}`;
		case 'postmark':
			return `POST https://api.postmarkapp.com/message-streams/${encodeURIComponent(part ?? 'outbound')}/suppressions/delete with the header X-Postmark-Server-Token and the body ${JSON.stringify({Suppressions: [{EmailAddress: address}]})}`;
		case 'sendgrid':
			return `${sendgridPaths(reason, path, part)
				.map((one) => `DELETE ${SENDGRID}${one}`)
				.join(' and ')} with the header Authorization: Bearer API-KEY`;
	}
}

function sendgridPaths(reason: Holding['reason'], path: string, part: string | undefined): string[] {
	if (reason === 'complaint') return [`/suppression/spam_reports/${path}`];
	if (reason === 'bounce') return [`/suppression/bounces/${path}`, `/suppression/blocks/${path}`];
	return [
		part === undefined
			? `/asm/suppressions/global/${path}`
			: `/asm/groups/${encodeURIComponent(part)}/suppressions/${path}`,
	];
}
