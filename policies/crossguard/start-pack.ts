import { PolicyPack } from "@pulumi/policy";
import { initialLevels, listenToEngine } from "./engine-requests";
import { type Pack, packArguments } from "./pack";

/**
 * Starts a pack. Only its entry file does so, because it starts a server. A standard, waivers or a setting that it cannot
 * use end its process with every fault and no stack trace: the deployment then does not start.
 * @param folder The pack's folder when it runs.
 */
export function startPack(pack: Pack, folder: string): void {
  startOrSayWhy(() => {
    const engine = listenToEngine(pack);
    new PolicyPack(pack.name, packArguments(pack, folder, engine), initialLevels(pack));
  });
}

/** Runs what starts a pack; a fault of the person who configures it is said as it is meant for people. */
export function startOrSayWhy(start: () => void): void {
  try {
    start();
  } catch (error) {
    // The files that override a standard and waivers are read by a bundle with a class of its own.
    if (!(error instanceof Error) || error.name !== "PlinthError") throw error;
    console.error(error.message);
    process.exit(1);
  }
}
