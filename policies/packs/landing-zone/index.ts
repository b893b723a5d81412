import { startPack } from "../../crossguard/start-pack";
import { landingZone } from "./pack";

startPack(landingZone, __dirname);
