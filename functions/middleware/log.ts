import {Logger} from '@aws-lambda-powertools/logger';
import {logContext} from './context.ts';

type Fields = Readonly<Record<string, string | number | boolean | null | undefined>>;

const logger = new Logger({serviceName: 'bounceledger'});

/**
 * One JSON line per event. `event` is a fixed kebab-case word that alarms and searches go by; fields are ids, counts and
 * reasons, never a payload, a secret or an address.
 */
export const log = {
	info: (event: string, fields: Fields = {}) => logger.info(event, {...logContext(), ...fields}),
	warn: (event: string, fields: Fields = {}) => logger.warn(event, {...logContext(), ...fields}),
	/** `cause` is logged with its name, message and stack. */
	error: (event: string, cause: unknown, fields: Fields = {}) =>
		logger.error(event, {...logContext(), ...fields, error: cause instanceof Error ? cause : new Error(String(cause))}),
};
