import type * as z from 'zod/mini';
import type {attributionAnswer} from '#functions/api/answers/attribution.ts';
import type {incidentAnswer, incidentSummary} from '#functions/api/answers/incident.ts';
import type {overviewAnswer} from '#functions/api/answers/overview.ts';
import type {
	oneReputation,
	reputationAnswer,
	scoreAnswer,
	seriesRow,
	standingAnswer,
} from '#functions/api/answers/reputation.ts';

export type OverviewAnswer = z.infer<typeof overviewAnswer>;
export type ScoreAnswer = z.infer<typeof scoreAnswer>;
export type StandingAnswer = z.infer<typeof standingAnswer>;
/** Counters of one value with the rates that they allow. */
export type MeasuredAnswer = z.infer<typeof oneReputation>;
export type RateAnswer = MeasuredAnswer['rates']['bounce'];
/** One value of a dimension. */
export type ValueAnswer = z.infer<typeof reputationAnswer>['values'][number];
/** What an hour, or a day, came to. */
export type HourAnswer = z.infer<typeof seriesRow>;
export type IncidentSummaryAnswer = z.infer<typeof incidentSummary>;
export type IncidentAnswer = z.infer<typeof incidentAnswer>;
export type AttributionAnswer = z.infer<typeof attributionAnswer>;
/** One organization or many: with its figures, or as it was noted when an incident was last looked at. */
export type Attributed = AttributionAnswer['organizations'] | NonNullable<IncidentAnswer['attribution']>;
