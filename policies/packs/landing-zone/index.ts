import { PolicyPack } from "@pulumi/policy";
import { packArguments } from "../../crossguard/pack";
import { landingZone } from "./pack";

new PolicyPack(landingZone.name, packArguments(landingZone, __dirname));
