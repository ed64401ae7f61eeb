// What other sites show beside a link to a page.

import { expect, test } from "./test";

test("a link to a page brings a picture of it, drawn for it", async ({ page, request }) => {
  for (const [path, picture] of [["/", "/preview.png"], ["/status/butterfly/kafka", "/preview/butterfly.png"]]) {
    await page.goto(path ?? "");
    const image = page.locator("meta[property='og:image']");
    await expect(image).toHaveAttribute("content", new RegExp(`^https?://[^/]+${picture}$`));
    await expect(page.locator("meta[property='og:image:alt']")).toHaveAttribute("content", /./);
  }
  // The browser's own decoder is the judge.
  const size = await page.evaluate(async () => {
    const image = new Image();
    image.src = "/preview/butterfly.png";
    await image.decode();
    return [image.naturalWidth, image.naturalHeight];
  });
  expect(size).toEqual([1200, 630]);
  const answer = await request.get("/preview.png");
  expect(answer.headers()["content-type"]).toBe("image/png");
  expect((await answer.body()).length).toBeLessThan(60_000);
});
