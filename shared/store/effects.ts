import type {Fact} from '#shared/model/fact.ts';
import type {Incident} from '#shared/model/incident.ts';
import type {Count} from '#shared/model/reputation.ts';
import type {SuppressionRecord} from '#shared/model/suppression.ts';
import type {TenantSettings} from '#shared/model/tenant.ts';

/**
 * What follows from a fact, as pure functions; the store applies them and decides nothing. Where a function gives back
 * the object that it got, nothing is written.
 */
export interface Effects {
	suppression(
		record: SuppressionRecord | undefined,
		fact: Fact,
		settings: TenantSettings,
	): SuppressionRecord | undefined;
	/** The id of the incident that a fact belongs to, within its tenant. */
	incidentId(fact: Fact): string | undefined;
	incident(incident: Incident | undefined, fact: Fact, settings: TenantSettings, now: Date): Incident | undefined;
	counts(fact: Fact): readonly Count[];
}
