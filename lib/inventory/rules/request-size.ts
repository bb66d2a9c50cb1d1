/** SKUs that one request for availability may name. */
export const MAX_SKUS_PER_REQUEST = 50
