/**
 * What a caller is told, whichever check failed and whether or not the tenant exists: the same words for all. The log has
 * the reason.
 */
export const NOT_AUTHENTIC = 'The request does not prove where it comes from. Check the credentials of this webhook.';
