import bundledChromium from "@sparticuz/chromium";
import { type Browser, chromium } from "playwright-core";

/** Starts the Chrome of CHROME_PATH; without it, the Chromium of the npm package, which is for Linux on x64. */
export async function startBrowser(): Promise<Browser> {
  const { CHROME_PATH } = process.env;
  if (CHROME_PATH) return chromium.launch({ executablePath: CHROME_PATH });
  if (process.platform !== "linux" || process.arch !== "x64") {
    throw new Error(
      `Set CHROME_PATH to a Chrome or Chromium: none is bundled for ${process.platform} ${process.arch}.`,
    );
  }
  // An emulated graphics processor takes twice the time.
  bundledChromium.setGraphicsMode = false;
  // One process for all is for Lambda; it ends with the first page.
  const args = bundledChromium.args.filter((arg) => arg !== "--single-process");
  return chromium.launch({ executablePath: await bundledChromium.executablePath(), args: [...args, "--disable-gpu"] });
}
