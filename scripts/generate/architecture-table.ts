import { readFileSync } from "node:fs";
import { join } from "node:path";
import { RESTRICTED_PACKAGES, ROOMS, type Room } from "../lint/rooms";
import type { GeneratedFiles } from "./generated-files";
import { paddedTable, withMarked } from "./markdown";

const PAGE = "docs/architecture.md";
const MARKS = ["<!-- rooms: written by npm run generate -->", "<!-- /rooms -->"] as const;

/** The page of the architecture with the table of rooms between its marks. */
export function architecturePage(): GeneratedFiles {
  return new Map([[PAGE, withTable(readFileSync(join(__dirname, "../..", PAGE), "utf8"), ROOMS)]]);
}

/** @throws Error if the text has no marks. */
export function withTable(text: string, rooms: readonly Room[]): string {
  const page = withMarked(text, MARKS, roomTable(rooms));
  if (page === undefined) throw new Error(`${PAGE} must have the marks ${MARKS.join(" and ")}`);
  return page;
}

function roomTable(rooms: readonly Room[]): string {
  const rows = rooms.map(({ path, holds, imports, types, resolves }) => [
    code(path),
    holds,
    [
      imports.map(code).join(", ") || "nothing of ours",
      ...(types ? [`types of ${types.map(code).join(", ")}`] : []),
      ...(resolves ? [`resolves ${resolves.map(code).join(", ")}`] : []),
    ].join("; "),
  ]);
  const restricted = RESTRICTED_PACKAGES.map(
    ({ name, rooms: of, reason }) =>
      `Only these rooms may load \`${name}\`, because ${reason}:\n${of.map(code).join(", ")}.`,
  );
  return [paddedTable(["room", "holds", "may import"], rows), ...restricted].join("\n\n");
}

function code(path: string): string {
  return `\`${path}\``;
}
