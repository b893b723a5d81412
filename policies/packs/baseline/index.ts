import { PolicyPack } from "@pulumi/policy";
import { packArguments } from "../../crossguard/pack";
import { baseline } from "./pack";

new PolicyPack(baseline.name, packArguments(baseline, __dirname));
