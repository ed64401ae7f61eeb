// Offers to show messages where the browser can, and gives the form what its push service gave it.

import { script } from "./trusted.js";

const box = document.querySelector("[data-push-key]");
const can = "serviceWorker" in navigator && "PushManager" in window && "Notification" in window;
if (box && can) offer(box);

/** Shows the button; the form goes on its way when the browser is ready. */
function offer(box) {
  const form = box.closest("form");
  const button = box.querySelector("button");
  const words = box.querySelector("[role=status]");
  let filled = false;
  box.hidden = false;
  form.querySelector("[data-push-other]")?.remove();
  form.addEventListener("submit", async (event) => {
    if (event.submitter !== button || filled) return;
    event.preventDefault();
    button.disabled = true;
    words.textContent = box.dataset.asking;
    try {
      fill(form, await subscription(box.dataset.pushKey));
      filled = true;
    } catch (error) {
      const { refused, unreached } = box.dataset;
      words.textContent = error.name === "NotAllowedError" ? refused : unreached;
    }
    button.disabled = false;
    if (filled) form.requestSubmit(button);
  });
}

/** Puts into the form where and for which keys the push service takes messages. */
function fill(form, subscription) {
  const { endpoint, keys } = subscription.toJSON();
  form.elements.endpoint.value = endpoint;
  form.elements.key.value = keys.p256dh;
  form.elements.secret.value = keys.auth;
}

/** What the push service gives this browser for the site's key. */
async function subscription(key) {
  if ((await Notification.requestPermission()) !== "granted") throw new DOMException("", "NotAllowedError");
  await navigator.serviceWorker.register(script("/sw.js"), { scope: "/" });
  const { pushManager } = await navigator.serviceWorker.ready;
  const options = { userVisibleOnly: true, applicationServerKey: key };
  try {
    return await pushManager.subscribe(options);
  } catch (error) {
    // It was subscribed by another key, of a site that stood here before.
    if (error.name !== "InvalidStateError") throw error;
    await (await pushManager.getSubscription())?.unsubscribe();
    return pushManager.subscribe(options);
  }
}
