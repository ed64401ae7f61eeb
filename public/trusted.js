// Which scripts may be started besides those that a page names: the service worker, and the workers that calculate. The one policy
// of pages by which browsers take an address for a script (W3C Trusted Types); those that do not know it take the address itself.

const STARTED = /^\/(sw\.js|pkg\/boot-(golden|kernel|simd)\.[0-9a-f]+\.js)$/;

const policy = globalThis.trustedTypes?.createPolicy("pharos", { createScriptURL: own });

/** The address of such a script of this site; fails for any other. */
export function script(address) {
  return policy ? policy.createScriptURL(address) : own(address);
}

function own(address) {
  const { origin, pathname } = new URL(address, location.origin);
  if (origin !== location.origin || !STARTED.test(pathname)) throw new TypeError(`${address} may not be started`);
  return pathname;
}
