// Opens pages of `dateline compare` as people see them (wide, on a phone, dark, printed) and says what axe-core finds.
// Arguments: pages. Ends with 1 where there is a violation, or a page is wider than its window.
"use strict";
const fs = require("fs");
const path = require("path");
const { chromium } = require("playwright-core");

const axe = fs.readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");
const wide = { width: 1400, height: 900 };
const phone = { width: 390, height: 844 };
const modes = {
  wide: { viewport: wide },
  dark: { viewport: wide, colorScheme: "dark" },
  phone: { viewport: phone, isMobile: true, hasTouch: true },
  "dark phone": { viewport: phone, isMobile: true, hasTouch: true, colorScheme: "dark" },
  print: { viewport: { width: 794, height: 1123 } },
};

/** The browser of this machine. */
function browser() {
  const names = ["chromium", "chromium-browser", "google-chrome"];
  const all = process.env.PATH.split(path.delimiter).flatMap((d) => names.map((n) => path.join(d, n)));
  return all.find((p) => fs.existsSync(p));
}

/** What is wrong with a page in a mode, a line each. */
async function faults(page, mode) {
  const found = [];
  if (await page.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth)) {
    found.push("wider than its window");
  }
  if (mode === "print") {
    const hidden = await page.evaluate(() =>
      Array.from(document.querySelectorAll(".point, .report")).filter((e) => !e.checkVisibility()).length);
    if (hidden > 0) { found.push(`${hidden} cards or reports are not printed`); }
  }
  await page.evaluate(axe);
  const { violations } = await page.evaluate(() => window.axe.run(document, { resultTypes: ["violations"] }));
  return found.concat(violations.flatMap((v) => v.nodes.map((n) => `${v.id} (${v.impact}): ${n.html.slice(0, 160)}`)));
}

(async () => {
  // The pages are our own files; without this, a browser in a container does not start.
  const chrome = await chromium.launch({ executablePath: browser(), args: ["--no-sandbox"] });
  let wrong = 0;
  let seen = 0;
  for (const file of process.argv.slice(2)) {
    for (const [mode, options] of Object.entries(modes)) {
      // The page's own policy forbids any script but its own; axe is one.
      const context = await chrome.newContext({ bypassCSP: true, ...options });
      const page = await context.newPage();
      if (mode === "print") { await page.emulateMedia({ media: "print" }); }
      await page.goto("file://" + path.resolve(file));
      const found = await faults(page, mode);
      found.forEach((f) => console.log(`${file}, ${mode}: ${f}`));
      wrong += found.length;
      seen += 1;
      await context.close();
    }
  }
  await chrome.close();
  console.log(`axe-core: ${seen} views, ${wrong} violations`);
  process.exit(wrong === 0 && seen > 0 ? 0 : 1);
})();
