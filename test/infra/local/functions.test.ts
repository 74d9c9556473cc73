import {expect, test} from 'vitest';
import {environmentOf} from '#infra/local/functions.ts';

const shape = {
	name: 'Webhook',
	arn: 'arn:aws:lambda:us-east-1:000000000000:function:Webhook',
	role: 'arn:aws:iam::000000000000:role/WebhookRole',
	file: 'index',
	exported: 'handler',
	memoryMegabytes: 128,
	timeoutSeconds: 5,
	undelivered: {retries: 0},
};

test('a function reaches everything by way of the gate, queues by their own URLs too', () => {
	const around = {
		region: 'us-east-1',
		endpoint: 'http://127.0.0.1:1111',
		queues: 'http://127.0.0.1:2222',
		url: 'http://127.0.0.1:8787',
		espOrigin: 'http://127.0.0.1:3333',
		dnsServers: '127.0.0.1:5353',
		logFolder: '/tmp/logs',
		now: () => new Date(),
		say: () => {},
	};
	const environment = {
		WORK_QUEUE_URL: 'http://127.0.0.1:2222/000000000000/WorkQueue',
		OTHER: 'http://127.0.0.1:22221/x',
		TENANTS_TABLE: 'Tenants',
	};
	expect(environmentOf({...shape, environment}, around)).toMatchObject({
		WORK_QUEUE_URL: 'http://127.0.0.1:1111/000000000000/WorkQueue',
		OTHER: 'http://127.0.0.1:22221/x',
		TENANTS_TABLE: 'Tenants',
		AWS_ENDPOINT_URL_SQS: 'http://127.0.0.1:1111',
	});
});
