import { App } from "cdktf";
import { mechCloudSyncModule } from "./modules";
import { AppStack } from "./modules/terraform/app-stack";

const app = new App();
new AppStack(app, mechCloudSyncModule, process.env);
app.synth();
