import { options, render } from "preact";
import { App } from "./app";

// Many facts may come between two pictures of the screen.
options.debounceRendering = requestAnimationFrame;

render(<App />, document.body);
