import {setTimeout} from 'node:timers/promises';
import middy from '@middy/core';
import type {APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2} from 'aws-lambda';
import {withLogContext} from '#functions/middleware/context.ts';
import {environment} from '#functions/middleware/environment.ts';
import {httpErrors} from '#functions/middleware/http-errors.ts';
import {classify} from '#shared/classify/classify.ts';
import {openOutgoing} from '#shared/outgoing/post.ts';
import {exemptHosts} from '#shared/outgoing/target.ts';
import {openSecrets} from '#shared/secrets/secrets.ts';
import {openSigningSecrets} from '#shared/secrets/signing.ts';
import {openStore} from '#shared/store/client.ts';
import {ENV} from './env.ts';
import {remover} from './esp-release.ts';
import {respond} from './respond.ts';
import {ROUTES} from './routes.ts';

const names = environment(ENV);
const store = openStore({
	Tenants: names.TENANTS_TABLE,
	Facts: names.FACTS_TABLE,
	Suppressions: names.SUPPRESSIONS_TABLE,
	Reputation: names.REPUTATION_TABLE,
	Incidents: names.INCIDENTS_TABLE,
	Audit: names.AUDIT_TABLE,
});

const now = () => new Date();
const secrets = openSecrets(names.ESP_SECRETS_PREFIX);
const signing = openSigningSecrets(names.SIGNING_SECRETS_PREFIX);
const exempt = exemptHosts(process.env.ALERT_WEBHOOK_LOCAL_HOSTS);
const post = openOutgoing({now, exempt});
/** The ESPs' APIs are elsewhere on this machine's stack only. */
const removeAtEsp = remover(secrets, {fetch, now, pause: setTimeout, origin: process.env.ESP_API_ORIGIN});

/** HTTP → answers. */
export const handler = middy<APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2>()
	.use(httpErrors(500))
	.handler((event) =>
		withLogContext({requestId: event.requestContext.requestId}, () =>
			respond(event, {store, classify, now, removeAtEsp, secrets, signing, post, exemptHosts: exempt}, ROUTES),
		),
	);
