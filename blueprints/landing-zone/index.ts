export { accountBootstrap } from "./account";
export { landingZone } from "./organization";
export { landingZoneSecurity } from "./security";
