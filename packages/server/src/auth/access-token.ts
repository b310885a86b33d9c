/** What every access token has in common; the issuing and the checking side agree here. */
export const accessToken = {
  /** Beside RS256 it verifies in 0.18 instead of 0.11 ms, which happens once per token, and signs in 0.2 instead of 0.6 ms. */
  algorithm: 'ES256',
  /** Resource indicator and audience: the API of this service, whatever host it is reached at. */
  audience: 'urn:las:api',
  lifetimeSeconds: 3600,
  /** Existing clients use a token until the very second of its end. */
  leewaySeconds: 60,
} as const;
