import {existsSync, readFileSync} from 'node:fs';
import {gatewayAnswer, pathOf} from './event.ts';
import type {Answer} from './http.ts';

/**
 * Serves, beside the stack's own routes, the certificate of this machine's stand-in for Amazon SNS, where SNS has its own:
 * the command line makes it together with the key that signs.
 */
export function withCertificate(file: string, answer: Answer): Answer {
	return async (request) => {
		const path = pathOf(request.target) ?? '';
		if (request.method !== 'GET' || !/^\/SimpleNotificationService-[^/]*\.pem$/.test(path)) return answer(request);
		return existsSync(file)
			? {status: 200, headers: {'content-type': 'application/x-pem-file'}, body: readFileSync(file)}
			: gatewayAnswer(404, 'Not Found');
	};
}
