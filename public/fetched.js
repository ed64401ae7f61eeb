// A page of this site, or a part of one, to take nodes from. The browser parses what is asked for in this way by itself, and runs
// nothing of it: no script makes markup out of text, which the policy of pages forbids (W3C Trusted Types).

/** What is at an address of this site as a document; nothing if that cannot be had. */
export function fetched(address) {
  const url = new URL(address, location.href);
  return new Promise((resolve) => {
    if (url.origin !== location.origin) return resolve(undefined);
    const request = new XMLHttpRequest();
    request.open("GET", url);
    request.responseType = "document";
    request.addEventListener("loadend", () => resolve((request.status === 200 && request.response) || undefined));
    request.send();
  });
}
