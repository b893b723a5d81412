import { deployStack } from "@plinth/blueprints/stack/deploy-stack";

export = deployStack();
