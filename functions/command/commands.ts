import type {Run} from './io.ts';

/** One command. Its file is loaded only when it is called: `classify` must not wait for the AWS clients. */
export interface Command {
	readonly name: string;
	/** One line for the list of commands. */
	readonly summary: string;
	/** How it is called. */
	readonly usage: string;
	readonly load: () => Promise<{readonly run: Run}>;
}

const ASK = `  --key KEY          API key; else BOUNCE_KEY, else on this machine the key of --tenant (demo without it)
  --url URL          the API's address; else --stack NAME [--region R], else the local stack
  --json             JSON, one object a line`;

const STACK = '  --stack NAME [--region R]   a deployed stack, with AWS credentials; else the local one';

/** The commands, in the order in which they are listed. */
export const COMMANDS: readonly Command[] = [
	{
		name: 'classify',
		summary: 'Whose fault is a response? One a line from standard input, one verdict a line.',
		usage: `classify   reads standard input: one response a line, or JSON {"text": …, "status"?: …}; prints JSON lines
  --explain          the way to each verdict: tokens, candidate rows, the one that won and why`,
		load: () => import('./classify.ts'),
	},
	{
		name: 'normalize',
		summary: "Reads one webhook's body, prints its events with their verdicts.",
		usage: `normalize --esp ses|sendgrid|postmark   reads one whole body from standard input; prints JSON lines.
  Unusable events go to standard error; exit code 2 where the body is not of the ESP's shape.`,
		load: () => import('./normalize.ts'),
	},
	{
		name: 'headers',
		summary: "What a delivered message's anti-spam headers mean, from standard input.",
		usage: `headers            reads the headers of one message from standard input
  --json             JSON for programs`,
		load: () => import('./headers.ts'),
	},
	{
		name: 'check',
		summary: 'May these addresses be mailed?',
		usage: `check ADDRESS… | -                        one a line from standard input with -
check LIST --out CLEAN [--rejected FILE]  a list as CSV or JSON, any delimiter and encoding
  --out FILE         where the rows go that may be mailed, as they came (the risky ones among them)
  --rejected FILE    where the others go, with line, verdict, reason and date
  --part NAME        the part of the mail that is to be sent: SendGrid group, SES topic, Postmark stream
  --scope S          marketing (default) or transactional
${ASK}`,
		load: () => import('./check.ts'),
	},
	{
		name: 'why',
		summary: 'Everything that is known of one address: verdict, reason, what to do, events, changes.',
		usage: `why ADDRESS
  --part NAME        the part of the mail that is to be sent
  --scope S          marketing (default) or transactional
${ASK}`,
		load: () => import('./why.ts'),
	},
	{
		name: 'suppressions',
		summary: 'Lists, adds, releases, imports and exports suppressed addresses.',
		usage: `suppressions [list]                       suppressed, watched and released addresses
  --limit N          at most so many (1000)
suppressions add ADDRESS… --why TEXT      by hand; --part NAME stops that part of the mail only
suppressions import LIST | -              CSV or JSON; exports of SES, SendGrid and Postmark as they come
suppressions export [--out FILE] [--format csv|ses|sendgrid|postmark]
suppressions release ADDRESS… | --file LIST --why TEXT [--at-esp] [--complaints]
suppressions release --reason R | --rule R | --incident ID [--why TEXT --yes] [--at-esp] [--complaints]
                                          shows what would be released; with --yes releases it
suppressions release --undo ID            takes such a release back
  --at-esp           off the ESP's own list too
  --complaints       complaints and unsubscribes too; --why then has at least 10 letters
  --status S         active, watching or released
  --reason R  --domain D  --esp E  --from TIME  --to TIME
${ASK}`,
		load: () => import('./suppressions.ts'),
	},
	{
		name: 'overview',
		summary: 'How the sending goes: score, rates against thresholds, volume, open incidents.',
		usage: `overview
  --window W         24h (default), 7d or 30d
${ASK}`,
		load: () => import('./overview.ts'),
	},
	{
		name: 'reputation',
		summary: 'Counters, rates and scores by sending IP, domain, region or ESP.',
		usage: `reputation
  --by DIMENSION     all, sending-ip, sending-domain, recipient-domain, region or esp (sending-ip)
  --value V          one IP, domain, region or ESP: what its score is made of, thresholds, a chart
  --window W         24h, 7d or 30d; or --from TIME --to TIME, in UTC
${ASK}`,
		load: () => import('./reputation.ts'),
	},
	{
		name: 'attribution',
		summary: 'Do the blocks of an IP or domain come from one organization, or from many?',
		usage: `attribution --ip IP | --domain DOMAIN
  --domain DOMAIN    a domain that sends; all mail is looked at, since recipients are counted by IP only
  --window W         24h (default) or 7d
${ASK}`,
		load: () => import('./attribution.ts'),
	},
	{
		name: 'incidents',
		summary: 'Lists bans, listings and rises, each with what to do; shows one with all that is known.',
		usage: `incidents [list]                          each with what to do next
  --state S          unresolved, open, easing, reopened or resolved
  --kind K           ip-ban, spamhaus-listing, blocklist, account-ban, throttling, list-quality,
                     authentication or complaints
incidents show ID                         timeline, spread, DNS, advice, request for removal, recovery
${ASK}`,
		load: () => import('./incidents.ts'),
	},
	{
		name: 'alert-webhooks',
		summary: 'Has alerts posted to HTTPS addresses, signed, for those without AWS.',
		usage: `alert-webhooks [list]                      where alerts are posted to, and how each endpoint is doing
alert-webhooks add URL [--kind KIND…] [--description TEXT]
                                           prints the secret that signs them, once
alert-webhooks test ID                     posts a test alert and tells what the endpoint said
alert-webhooks enable ID                   one that was disabled after a long failure
alert-webhooks remove ID
  --kind KIND        incidents of this kind only; can be given several times
${ASK}`,
		load: () => import('./alert-webhooks.ts'),
	},
	{
		name: 'rules',
		summary: "Lists the classifier's rules.",
		usage: 'rules',
		load: () => import('./rules.ts'),
	},
	{
		name: 'evaluate',
		summary: 'Measures the classifier on a file of labelled responses.',
		usage: 'evaluate FILE   one JSON object a line: a response with its labels',
		load: () => import('./evaluate.ts'),
	},
	{
		name: 'tenant',
		summary: 'Creates, shows and changes tenants, their credentials and keys.',
		usage: `tenant create TENANT [--role read|manage]     prints webhooks, credentials and an API key, once
tenant show TENANT | tenant list
tenant rotate TENANT postmark|sendgrid|api-key [--name KEY] [--finish]
                                              a new one beside the older; --finish drops the older
tenant keys TENANT [add NAME --role read|manage | remove NAME]
tenant set TENANT NAME=VALUE…                 sendgrid-public-key=KEY  ses-topic=+ARN  ses-topic=-ARN
                                              threshold=N  window-days=N  retention-days=N
                                              cooldown-hours=N  quiet-hours=N  alerts-per-hour=N
                                              muted-kinds=KIND,… | none
                                              least-rates=KIND:RATE,… | none   (0.03 is 3 %)
tenant disable TENANT | tenant enable TENANT
${STACK}
  --json                      JSON for programs`,
		load: () => import('./tenant.ts'),
	},
	{
		name: 'send',
		summary: "Signs a webhook's body as its ESP would, and posts it.",
		usage: `send --esp ses|sendgrid|postmark --tenant TENANT FILE | -
  --url URL                   another stack than the local one: its address, or the whole webhook's
  --user U --password P       Postmark's credentials there
  --private-key FILE          SendGrid's P-256 key there, PEM`,
		load: () => import('./send.ts'),
	},
	{
		name: 'redrive',
		summary: 'Sends what could not be recorded to the work queue again.',
		usage: `redrive [--from deadLetters|quarantine] [--limit N]
  --from quarantine           events that could not be read then and can be now; the others stay
${STACK}`,
		load: () => import('./redrive.ts'),
	},
	{
		name: 'demo',
		summary: 'Fills the local stack with sample webhooks and shows what comes of them.',
		usage: `demo [--empty]
  --empty            only the tenant and its addresses, no samples`,
		load: () => import('./demo.ts'),
	},
];
