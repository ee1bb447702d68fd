import { createDefaultHttpClient, type HttpClient } from '@azure/core-rest-pipeline';

/** Azure's clients send tokens over TLS alone, and an emulator has neither. */
export const EMULATOR_CREDENTIAL = { getToken: async () => ({ token: 'emulator', expiresOnTimestamp: Number.MAX_SAFE_INTEGER }) };

/** What one of Azure's clients takes for TLS, without it: for emulators. */
export function plainClient(): HttpClient {
  const client = createDefaultHttpClient();
  return {
    sendRequest: (request) => {
      request.url = request.url.replace(/^https:/, 'http:');
      request.allowInsecureConnection = true;
      return client.sendRequest(request);
    },
  };
}
