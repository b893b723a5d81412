import { deployStack } from "@plinth/blueprints/deploy-stack";

export = deployStack();
