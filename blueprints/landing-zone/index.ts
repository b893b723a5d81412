export { accountBootstrap } from "./account";
export { landingZoneAudit } from "./audit";
export { landingZone } from "./organization";
export { landingZoneSecurity } from "./security";
