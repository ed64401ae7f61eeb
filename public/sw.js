// Shows what the site tells this browser, sends back what proves that a message has arrived, opens what was clicked, and
// says where the browser is told from now on when its push service gives it another address. What it does with requests of
// pages is in public/copies.js.

const COPIES = "/copies.js";
// Browsers that ask for it take an address for a script by a policy alone (W3C Trusted Types): this one names that script.
const policy = self.trustedTypes?.createPolicy("pharos", { createScriptURL: () => COPIES });
importScripts(policy?.createScriptURL(COPIES) ?? COPIES);

self.addEventListener("push", (event) => event.waitUntil(take(read(event.data))));

self.addEventListener("notificationclick", (event) => {
  const { path, manage } = event.notification.data;
  event.notification.close();
  event.waitUntil(open(event.action === "manage" ? manage : path));
});

self.addEventListener("pushsubscriptionchange", (event) => event.waitUntil(move(event)));

/** Shows a message; one that only this browser can read is sent back first, for it proves where it has arrived. */
async function take(message) {
  if (!message.confirm) return show(message);
  const answer = await fetch(new URL(message.path, self.location.origin), { method: "POST" }).catch(() => undefined);
  if (answer?.ok) return show({ ...message, path: message.manage });
  const [title, text] = message.unconfirmed ?? ["Confirm your subscription", "Open this message and confirm it."];
  return show({ ...message, title, text });
}

/** Browsers ask that each message be seen, also one that cannot be read. */
function show({ title = "The status has changed", text = "", path = "/", manage = "/", lane, change, lang, dir }) {
  const actions = [{ action: "manage", title: change ?? "Change or unsubscribe" }];
  const words = { body: text, lang, dir, actions };
  const options = { ...words, tag: lane, renotify: Boolean(lane), icon: "/favicon.svg", data: { path, manage } };
  return self.registration.showNotification(title, options);
}

function read(data) {
  try {
    return data.json() ?? {};
  } catch {
    return {};
  }
}

/** Opens a page of this site, and of no other. */
async function open(path) {
  const url = new URL(path, self.location.origin);
  if (url.origin === self.location.origin) await self.clients.openWindow(url);
}

/** Without what it was given before, nobody could tell whose address the other one is: its push service then says that
    it is gone, and the visitor subscribes again. */
async function move({ oldSubscription, newSubscription }) {
  if (!oldSubscription) return;
  const fresh = newSubscription ?? (await self.registration.pushManager.subscribe(oldSubscription.options));
  const [is, was] = [fresh.toJSON(), oldSubscription.toJSON()];
  const body = new URLSearchParams({
    endpoint: is.endpoint, key: is.keys.p256dh, secret: is.keys.auth,
    old_endpoint: was.endpoint, old_key: was.keys.p256dh, old_secret: was.keys.auth,
  });
  await fetch("/subscribe/push/move", { method: "POST", body });
}
