import { withNetworkAdvice } from "../../demo/network-advice";

test("an error of a download ends with what the network is needed for", async () => {
  await expect(withNetworkAdvice("pip downloads MiniStack", Promise.reject(new Error("no route")))).rejects.toThrow(
    "no route\n\nThe network is needed for this once: pip downloads MiniStack.",
  );
  await expect(withNetworkAdvice("it does not matter", Promise.resolve(1))).resolves.toBe(1);
});
