import { App } from "cdktf";
import { AppStack } from "./app/app-stack";
import { selected } from "./app/selection";
import { mechCloudSyncModule, scalrEventsModule } from "./modules";

const app = new App();
for (const definition of selected([mechCloudSyncModule, scalrEventsModule], process.env)) {
  new AppStack(app, definition, process.env);
}
app.synth();
