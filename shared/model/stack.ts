import * as z from 'zod/mini';
import {tenantIdSchema} from './names.ts';

/**
 * What a running stack is reached by. The local stack writes it to `stack.json` while it runs; a deployed one has it in its
 * CloudFormation outputs.
 */
export const stackSchema = z.object({
	/** Where webhooks and the API are: scheme, host and port, without a slash at the end. */
	url: z.string(),
	region: z.string(),
	endpoints: z.object({dynamodb: z.string(), sqs: z.string(), sns: z.string()}),
	tables: z.object({
		Tenants: z.string(),
		Facts: z.string(),
		Suppressions: z.string(),
		Reputation: z.string(),
		Incidents: z.string(),
		Audit: z.string(),
	}),
	queues: z.object({work: z.string(), deadLetters: z.string(), quarantine: z.string()}),
	alertTopicArn: z.string(),
	/** A queue that is subscribed to the alerts, to show what a subscriber gets. */
	inboxQueueUrl: z.string(),
	/** The process that runs it. */
	pid: z.number(),
});
export type LocalStack = z.infer<typeof stackSchema>;

/** The CloudFormation outputs of a deployed stack. */
export const STACK_OUTPUTS = [
	'Url',
	'TenantsTable',
	'FactsTable',
	'SuppressionsTable',
	'ReputationTable',
	'IncidentsTable',
	'AuditTable',
	'WorkQueueUrl',
	'DeadLetterQueueUrl',
	'QuarantineQueueUrl',
	'AlertTopicArn',
] as const;

/** What one local tenant's webhooks are signed with, where an ESP would keep it. */
const devTenantSchema = z.object({
	id: tenantIdSchema,
	apiKey: z.string(),
	postmark: z.object({username: z.string(), password: z.string()}),
	/** PEM of the P-256 key whose public half the tenant has. */
	sendgrid: z.object({privateKey: z.string()}),
	/** The topic that stands for the tenant's SES events. */
	ses: z.object({topicArn: z.string()}),
});
export type DevTenant = z.infer<typeof devTenantSchema>;

/** The keys of the ESPs' stand-ins on this machine. They open nothing anywhere else. */
export const devKeysSchema = z.object({
	/** PEM of the RSA key that stands for Amazon SNS's. */
	sns: z.optional(z.object({privateKey: z.string()})),
	tenants: z.array(devTenantSchema),
});
export type DevKeys = z.infer<typeof devKeysSchema>;
