import { startPack } from "../../crossguard/start-pack";
import { regulated } from "./pack";

startPack(regulated, __dirname);
