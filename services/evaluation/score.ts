import { parseJson } from "@plinth/service-runtime/json";
import type { GoldenCase } from "@plinth/standards/events";

/** Share of the golden case's expectations that an answer meets, from 0 to 1. A case without expectations scores 1. */
export function scoreOf({ contains, excludes, values }: GoldenCase, answer: string): number {
  const text = answer.toLowerCase();
  const json = parseJson(answer);
  const met = [
    ...contains.map((part) => text.includes(part.toLowerCase())),
    ...excludes.map((part) => !text.includes(part.toLowerCase())),
    ...Object.entries(values).map(([path, value]) => valueAt(json, path) === value),
  ];
  return met.length === 0 ? 1 : met.filter(Boolean).length / met.length;
}

function valueAt(json: unknown, path: string): unknown {
  return path.split(".").reduce((value, member) => Object(value)[member], json);
}
