import { App } from "cdktf";
import { mechCloudSyncModule, scalrEventsModule } from "./modules";
import { AppStack } from "./modules/terraform/app-stack";
import { selected } from "./modules/terraform/selection";

const app = new App();
for (const definition of selected([mechCloudSyncModule, scalrEventsModule], process.env)) {
  new AppStack(app, definition, process.env);
}
app.synth();
