import { z } from "zod";
import { standardSchema } from "./schema";

/** The schema for editors: shapes, names and bounds. The loader checks relations between members. */
export function standardJsonSchema(): string {
  const schema = z.toJSONSchema(standardSchema, { io: "input" });
  return `${JSON.stringify({ title: "Plinth standard", ...schema }, null, 2)}\n`;
}
