/**
 * The condition of a put that nobody else has written the item since it was read.
 *
 * @param version the version that it was read with; 0 where it was not there
 */
export function unchanged(version: number) {
	if (version === 0) {
		return {
			ConditionExpression: 'attribute_not_exists(#version)',
			ExpressionAttributeNames: {'#version': 'version'},
		};
	}
	return {
		ConditionExpression: '#version = :version',
		ExpressionAttributeNames: {'#version': 'version'},
		ExpressionAttributeValues: {':version': version},
	};
}
