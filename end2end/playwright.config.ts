// How the browser tests run: on one demo of the release program, in two sizes and two colour schemes.
//
// PHAROS_BIN is the program, PHAROS_CHROMIUM the browser; without them, target/release/pharos and the one
// that Playwright downloads.

import { defineConfig, type PlaywrightTestConfig } from "@playwright/test";

/** Chromium's sandbox refuses to run as root. The rest keeps it from calling home or probing the network. */
const ARGS = [
  ...(process.getuid?.() === 0 ? ["--no-sandbox"] : []),
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  // Letters and colours are drawn as the machine has them nowhere.
  "--font-render-hinting=none",
  "--disable-lcd-text",
  "--force-color-profile=srgb",
];

const SIZES = { phone: { width: 375, height: 812 }, desk: { width: 1280, height: 900 } };
const SCHEMES = ["light", "dark"] as const;

/** What neither size nor colours change. */
const ONCE = /(budgets|golden|markup|offline|pages|shell|statuspage|templates|trusted|widget|xss)\.spec\.ts/;
/** What colours do not change. */
const LIGHT = /(keyboard|incidents|members|subscribers)\.spec\.ts/;

/** What a phone in the light and a desk in the dark show as a whole. */
const PICTURES = /states\.spec\.ts/;
const PICTURED = ["phone-light", "desk-dark"];

const looks: PlaywrightTestConfig["projects"] = Object.entries(SIZES).flatMap(([size, viewport]) =>
  SCHEMES.map((colorScheme) => {
    const name = `${size}-${colorScheme}`;
    const ignored = [...(colorScheme === "light" ? [] : [LIGHT]), ...(PICTURED.includes(name) ? [] : [PICTURES])];
    return { name, testIgnore: [ONCE, ...ignored], use: { viewport, colorScheme, hasTouch: size === "phone" } };
  }),
);

export default defineConfig({
  globalSetup: "./demo.ts",
  outputDir: "test-results",
  fullyParallel: true,
  forbidOnly: Boolean(process.env.PHAROS_BIN),
  workers: 2,
  retries: 0,
  timeout: 40_000,
  // A picture is the same on every machine but for the edges of letters: 600 of its million points may differ by a shade.
  expect: { timeout: 10_000, toHaveScreenshot: { animations: "disabled", threshold: 0.1, maxDiffPixels: 600 } },
  snapshotPathTemplate: "{testDir}/states/{arg}{ext}",
  reporter: "list",
  use: {
    actionTimeout: 10_000,
    launchOptions: { executablePath: process.env.PHAROS_CHROMIUM, args: ARGS },
    screenshot: "only-on-failure",
  },
  projects: [...looks, { name: "once", testMatch: ONCE, use: { viewport: SIZES.desk } }],
});
