import * as z from 'zod/mini';

/** A secret as it stands in a header: printable ASCII without spaces. */
const secret = z
	.string()
	.check(z.regex(/^[\x21-\x7e]{8,512}$/, {error: 'must be 8 to 512 printable characters without spaces'}));

/** What a tenant may give for each ESP. Kept in AWS Secrets Manager alone, never shown again. */
export const CREDENTIALS = {
	/** An IAM user that may do nothing but `ses:DeleteSuppressedDestination`. */
	ses: z.strictObject({
		accessKeyId: z.string().check(z.regex(/^[A-Z0-9]{16,128}$/, {error: 'must be an AWS access key id'})),
		secretAccessKey: secret,
		/** The list is the region's. */
		region: z.string().check(z.regex(/^[a-z]{2}(?:-[a-z]{2,10}){1,2}-\d{1,2}$/, {error: 'must be an AWS region'})),
	}),
	/** An API key with the scope `suppression.delete`. */
	sendgrid: z.strictObject({
		apiKey: secret,
		/** Accounts in the EU have a host of their own. */
		region: z._default(z.enum(['global', 'eu']), 'global'),
		/** The subuser whose lists are meant. */
		subuser: z.optional(z.string().check(z.regex(/^[\x21-\x7e]{1,64}$/, {error: "must be a subuser's name"}))),
	}),
	postmark: z.strictObject({
		serverToken: secret,
		/** Where an address is held, if its event named no stream. */
		stream: z._default(
			z.string().check(z.regex(/^[A-Za-z0-9_-]{1,50}$/, {error: "must be a message stream's id"})),
			'outbound',
		),
	}),
} as const;

export type Credentials = {readonly [Esp in keyof typeof CREDENTIALS]: z.infer<(typeof CREDENTIALS)[Esp]>};

/** A tenant's credentials, as the one secret that they are kept in. */
export const tenantCredentialsSchema = z.object({
	ses: z.optional(CREDENTIALS.ses),
	sendgrid: z.optional(CREDENTIALS.sendgrid),
	postmark: z.optional(CREDENTIALS.postmark),
});
export type TenantCredentials = z.infer<typeof tenantCredentialsSchema>;
