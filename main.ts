import { App } from "cdktf";
import { AppStack } from "./app/app-stack";
import { selected } from "./app/selection";
import { SettingError } from "./app/setting-error";
import { mechCloudSyncModule } from "./modules/mechcloud/module/definition";
import { scalrEventsModule } from "./modules/scalr/module/definition";

try {
  const app = new App();
  for (const definition of selected([mechCloudSyncModule, scalrEventsModule], process.env)) {
    new AppStack(app, definition, process.env);
  }
  app.synth();
} catch (error) {
  if (!(error instanceof SettingError)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
