/** Whether a finding speaks for the sender, against, or neither. */
export type Tone = 'good' | 'neutral' | 'bad';

/** What one value of one field means. */
export interface FieldRow {
	/** The field as it stands in the header: "SCL", "compauth reason". */
	readonly field: string;
	/** Values, in lower case; "5-6" is a range of whole numbers; "1xx" is any three digits that begin so. */
	readonly values: readonly string[];
	readonly meaning: string;
	/** What follows from it for the sender. */
	readonly follows: string;
	readonly tone: Tone;
}
