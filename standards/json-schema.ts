import { join } from "node:path";
import { z } from "zod";
import { standardSchema } from "./schema";

/** Path of the JSON Schema that editors read. */
export const JSON_SCHEMA_FILE = join(__dirname, "standard.schema.json");

/** The schema for editors: shapes, names and bounds. The loader checks relations between members. */
export function standardJsonSchema(): string {
  const schema = z.toJSONSchema(standardSchema, { io: "input" });
  return `${JSON.stringify({ title: "Plinth standard", ...schema }, null, 2)}\n`;
}
