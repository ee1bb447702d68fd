/**
 * The URL of a request as its client wrote it: behind the configured address, else behind the front end that says so in its headers, else as it arrived.
 * A client sends its token to whatever a link to the next page names, so a deployment should configure the address.
 */
export function publicUrl(requestUrl: string, headers: Headers, configured: string | undefined): URL {
  const { pathname, search, protocol, host } = new URL(requestUrl);
  if (configured !== undefined) return new URL(`${configured.replace(/\/+$/, '')}${pathname}${search}`);
  const forwardedProtocol = first(headers.get('x-forwarded-proto'));
  const forwardedHost = first(headers.get('x-forwarded-host'));
  const scheme = forwardedProtocol === 'https' || forwardedProtocol === 'http' ? `${forwardedProtocol}:` : protocol;
  const authority = forwardedHost && /^[\w.-]+(?::\d+)?$/.test(forwardedHost) ? forwardedHost : host;
  return new URL(`${scheme}//${authority}${pathname}${search}`);
}

/** Each front end adds its own value behind those before it. */
function first(header: string | null): string | undefined {
  return header?.split(',')[0]?.trim().toLowerCase();
}
