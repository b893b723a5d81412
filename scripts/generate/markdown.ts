/** Text in a cell of a table. */
export function cell(text: string): string {
  return text.replaceAll("|", "\\|").replaceAll(/\s*\n\s*/g, " ");
}

export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
  return [line(head), line(head.map(() => "---")), ...rows.map(line)].join("\n");
}

/** A table whose columns are padded, as the formatter pads them in pages that are partly written by hand. */
export function paddedTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = head.map((_, column) => Math.max(...[head, ...rows].map((row) => row[column]?.length ?? 0)));
  const padded = (row: readonly string[]) => row.map((text, column) => text.padEnd(widths[column] ?? 0));
  const rule = widths.map((width) => "-".repeat(width));
  const line = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
  return [line(padded(head)), line(rule), ...rows.map((row) => line(padded(row)))].join("\n");
}

/** Comments before and after the part of a page that is generated. */
type Marks = readonly [opening: string, closing: string];

/** Content between marks, as {@link withMarked} finds it again. */
export function marked([opening, closing]: Marks, content: string): string {
  return `${opening}\n\n${content}\n\n${closing}`;
}

/** A text with other content between its marks; undefined where it lacks them. */
export function withMarked(text: string, marks: Marks, content: string): string | undefined {
  const [start, end] = [text.indexOf(marks[0]), text.indexOf(marks[1])];
  if (start < 0 || end < start) return undefined;
  return `${text.slice(0, start)}${marked(marks, content)}${text.slice(end + marks[1].length)}`;
}

/** Types in code, each once, with how many there are of it. */
export function countedTypes(types: readonly string[]): string {
  const counts = new Map<string, number>();
  for (const type of types) counts.set(type, (counts.get(type) ?? 0) + 1);
  return [...counts]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([type, count]) => `- \`${type}\`${count > 1 ? ` × ${count}` : ""}`)
    .join("\n");
}

/** `S3VectorStore` → `s3-vector-store.md` */
export function pageNameOf(name: string): string {
  return `${name.replace(/([a-z0-9])([A-Z])/g, "$1-$2").toLowerCase()}.md`;
}
