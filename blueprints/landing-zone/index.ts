export { landingZone } from "./organization";
export { landingZoneSecurity } from "./security";
