import * as z from 'zod/mini';
import {incidentSummary} from './incident.ts';
import {oneReputation, scoreAnswer, seriesRow, standingAnswer, windowAnswer} from './reputation.ts';

/** How the sending goes. */
export const overviewAnswer = z.object({
	window: windowAnswer,
	score: scoreAnswer,
	reputation: oneReputation,
	/** Of all mail against the mailbox providers' thresholds, of each ESP's against its own. */
	standings: z.array(standingAnswer),
	/** What has to be known to read the rates right. */
	notes: z.array(z.string()),
	/** Oldest first. */
	series: z.array(seriesRow),
	esps: z.array(z.object({esp: z.string(), messages: z.number(), bounced: z.number(), complained: z.number()})),
	/** Those that go on, newest alert first, at most 50. */
	incidents: z.array(incidentSummary),
	moreIncidents: z.number(),
});
