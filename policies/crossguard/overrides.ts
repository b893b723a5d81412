/**
 * What reads files that override a pack's baked standard and exceptions. Built into a file of its own, because reading
 * and checking YAML doubles the time that a pack takes to start.
 */
export { loadStandard } from "@plinth/standards";
export { loadBaseline } from "../exceptions/baseline-file";
export { loadWaivers } from "../exceptions/waivers";
