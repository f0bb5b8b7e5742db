import { Screen } from "../../../demo/terminal/screen";

let written: string;
let status: string;
let screen: Screen;

beforeEach(() => {
  jest.useFakeTimers();
  written = "";
});

afterEach(() => {
  screen.close();
  jest.useRealTimers();
});

/** @param isTerminal whether the output is one of 80 columns, or a pipe */
function begin(isTerminal: boolean): void {
  status = "Waiting · 1.0 s";
  const write = (text: string) => {
    written += text;
  };
  screen = new Screen(() => status, { isTTY: isTerminal, columns: 80, write });
}

describe("in a pipe", () => {
  beforeEach(() => begin(false));

  test("a status is printed after 5 s of silence, and again only if more than its times change, or after 30 s", () => {
    jest.advanceTimersByTime(4_900);
    expect(written).toBe("");
    jest.advanceTimersByTime(200);
    expect(written).toBe("  … Waiting · 1.0 s\n");

    status = "Waiting · 9.0 s";
    jest.advanceTimersByTime(20_000);
    expect(written).toBe("  … Waiting · 1.0 s\n");
    jest.advanceTimersByTime(10_000);
    expect(written).toBe("  … Waiting · 1.0 s\n  … Waiting · 9.0 s\n");

    status = "Waiting · 9.0 s · 3 of 9 resources";
    jest.advanceTimersByTime(5_000);
    expect(written.split("\n").at(-2)).toBe("  … Waiting · 9.0 s · 3 of 9 resources");
  });

  test("lines have no colours, and each line puts the status off", () => {
    jest.advanceTimersByTime(4_000);
    screen.print("a line", "red");
    jest.advanceTimersByTime(4_000);

    expect(written).toBe("a line\n");
  });
});

test("in a terminal, the status is drawn in place, and makes room for each line", () => {
  begin(true);
  jest.advanceTimersByTime(100);
  screen.print("a line");

  expect(written.replaceAll("\r\x1b[2K", "<clear>").replaceAll(/\x1b\[\d+m/g, "")).toBe(
    "<clear>Waiting · 1.0 s<clear>a line\n",
  );
});

test("nothing is drawn if there is no status", () => {
  begin(true);
  status = "";
  jest.advanceTimersByTime(60_000);

  expect(written).toBe("");
});
