import { startPack } from "../../crossguard/start-pack";
import { baseline } from "./pack";

startPack(baseline, __dirname);
