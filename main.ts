import { App } from "cdktf";
import { AppStack } from "./app/app-stack";
import { selected } from "./app/selection";
import { mechCloudSyncModule } from "./modules/mechcloud/module/definition";
import { scalrEventsModule } from "./modules/scalr/module/definition";

const app = new App();
for (const definition of selected([mechCloudSyncModule, scalrEventsModule], process.env)) {
  new AppStack(app, definition, process.env);
}
app.synth();
