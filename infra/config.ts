import {RetentionDays} from 'aws-cdk-lib/aws-logs';

/** Requests a second that are let through, and how many may come at once on top; beyond it the answer is 429. */
export interface Throttle {
	readonly rate: number;
	readonly burst: number;
}

/** What differs between stages; everything else is the same everywhere. */
export interface StageConfig {
	/** Part of the stack's name: `bounceledger-<name>`. */
	readonly name: string;
	/** Who is told that an IP is banned or listed. Each address has to confirm its subscription once. */
	readonly alertEmails: readonly string[];
	/** True: alerts also go to a topic for Amazon Q Developer in chat applications, which posts them to Slack or Teams. */
	readonly chat: boolean;
	/** Who is told that Bounceledger itself needs care: every alarm of alarms.ts. */
	readonly operatorEmails: readonly string[];
	/** Topics to which SES publishes, in this account and region: the webhook function is subscribed to each. */
	readonly sesTopicArns: readonly string[];
	readonly logRetention: RetentionDays;
	/** Kept apart, so that one tenant's storm of webhooks leaves the API answering, and the other way round. */
	readonly throttles: {readonly webhook: Throttle; readonly api: Throttle; readonly console: Throttle};
	/** Batches that the ledger works on at once; bounds what a storm may cost DynamoDB. At least 2. */
	readonly ledgerConcurrency: number;
	readonly sweepMinutes: number;
	/** How soon after opening an incident is looked up in DNS; daily after that. */
	readonly evidenceMinutes: number;
	/** Webhooks refused within five minutes before the operators are told. */
	readonly refusedWebhooks: number;
	/** True: tables cannot be deleted and outlive the stack. False: for trying out, nothing is left behind. */
	readonly keepData: boolean;
}

const COMMON = {
	alertEmails: [],
	chat: false,
	operatorEmails: [],
	sesTopicArns: [],
	logRetention: RetentionDays.ONE_MONTH,
	throttles: {
		webhook: {rate: 500, burst: 1_000},
		api: {rate: 100, burst: 200},
		console: {rate: 50, burst: 100},
	},
	ledgerConcurrency: 5,
	sweepMinutes: 15,
	evidenceMinutes: 5,
	refusedWebhooks: 20,
	keepData: true,
} as const satisfies Omit<StageConfig, 'name'>;

const STAGES: readonly StageConfig[] = [
	{...COMMON, name: 'dev'},
	{...COMMON, name: 'sandbox', logRetention: RetentionDays.ONE_WEEK, keepData: false},
	{
		...COMMON,
		name: 'prod',
		logRetention: RetentionDays.THREE_MONTHS,
		throttles: {
			webhook: {rate: 2_000, burst: 4_000},
			api: {rate: 500, burst: 1_000},
			console: {rate: 50, burst: 100},
		},
		ledgerConcurrency: 50,
	},
];

/**
 * The stage that `-c stage=…` names.
 *
 * @throws Error naming the stages there are
 */
export function stageConfig(name: unknown = 'dev'): StageConfig {
	const stage = STAGES.find((known) => known.name === name);
	if (stage === undefined) {
		throw new Error(
			`stage: "${String(name)}" is none of ${STAGES.map((known) => known.name).join(', ')} (infra/config.ts)`,
		);
	}
	return stage;
}
