import type {EspName} from '#shared/model/event.ts';
import type {Esp} from './esp.ts';
import {postmark} from './postmark.ts';
import {sendgrid} from './sendgrid.ts';
import {ses} from './ses.ts';

/** The registry: a new ESP is one line here. */
export const ESP: Readonly<Record<EspName, Esp>> = {ses, sendgrid, postmark};
