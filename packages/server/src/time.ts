/** The instant, as stored and as sent: ISO 8601, UTC, milliseconds. */
export const now = (): string => new Date().toISOString();
