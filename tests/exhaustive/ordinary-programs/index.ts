import { cluster } from "./cluster";
import { crossAccount } from "./cross-account";
import { dataPipeline } from "./data-pipeline";
import { delivery } from "./delivery";
import { landingZone } from "./landing-zone";
import { networkHub } from "./network-hub";
import { scheduledFunction } from "./scheduled-function";
import { staticSite } from "./static-site";
import { webService } from "./web-service";

/** Programs as they are in every company: none is an AI workload, and none is told to be one. */
export const ORDINARY_PROGRAMS: Readonly<Record<string, () => void>> = {
  "static-site": staticSite,
  "web-service": webService,
  "scheduled-function": scheduledFunction,
  cluster,
  "data-pipeline": dataPipeline,
  delivery,
  "cross-account": crossAccount,
  "network-hub": networkHub,
  "landing-zone": landingZone,
};
