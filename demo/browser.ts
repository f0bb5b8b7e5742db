import { spawn } from "node:child_process";

/** Opens the address in this computer's browser, if it has one. */
export function openBrowser(url: string, { platform, env } = process): void {
  const hasScreen = platform === "darwin" || Boolean(env.DISPLAY || env.WAYLAND_DISPLAY);
  if (!hasScreen) return;
  const child = spawn(platform === "darwin" ? "open" : "xdg-open", [url], { stdio: "ignore", detached: true });
  child.on("error", () => undefined); // the address is printed, too
  child.unref();
}
