import {join} from 'node:path';
import middy from '@middy/core';
import type {APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2} from 'aws-lambda';
import {httpErrors} from '#functions/middleware/http-errors.ts';
import {readAssets} from './assets.ts';
import {serve} from './serve.ts';

/** The bundle is CommonJS, and `buildPage` wrote the page beside it. */
const assets = readAssets(join(__dirname, 'page'));

/** The page and its files; whatever it shows, it asks of the API. */
export const handler = middy<APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2>()
	.use(httpErrors(500))
	.handler((event) => serve(event, assets));
