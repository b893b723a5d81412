import { PolicyPack } from "@pulumi/policy";
import { packArguments } from "../../crossguard/pack";
import { regulated } from "./pack";

new PolicyPack(regulated.name, packArguments(regulated, __dirname));
