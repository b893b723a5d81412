import { PolicyPack } from "@pulumi/policy";
import { initialLevels, listenToEngine } from "./engine-requests";
import { type Pack, packArguments } from "./pack";

/**
 * Starts a pack. Only its entry file does so, because it starts a server.
 * @param folder The pack's folder when it runs.
 * @throws PlinthError if the standard or the waivers cannot be used; the deployment then does not start.
 */
export function startPack(pack: Pack, folder: string): PolicyPack {
  const engine = listenToEngine();
  return new PolicyPack(pack.name, packArguments(pack, folder, engine), initialLevels(pack));
}
