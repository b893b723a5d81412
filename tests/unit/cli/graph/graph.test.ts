import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { previewStack } from "@plinth/engine";
import { Bucket, BucketPolicy } from "@pulumi/aws/s3";
import { Topic } from "@pulumi/aws/sns";
import * as pulumi from "@pulumi/pulumi";
import { preview } from "../../../../cli/commands/preview";
import { layOut } from "../../../../cli/graph/layout";
import { mermaidOf } from "../../../../cli/graph/mermaid";
import { type DependencyGraph, type DrawnStack, graphOf } from "../../../../cli/graph/model";
import { svgOf } from "../../../../cli/graph/svg";
import { REPOSITORY } from "../../../support/repository";
import { RecordingTerminal } from "../../../support/terminal";
import { elementsOf } from "../../../support/xml";

class Group extends pulumi.ComponentResource {
  constructor(name: string, make: (parent: pulumi.Resource) => void, parent?: pulumi.Resource) {
    super("shop:index:Group", name, {}, { parent });
    make(this);
    this.registerOutputs();
  }
}

/** A stack `app` of a blueprint with two components and a topic beside it, which reads what stack `base` gives. */
async function shop(): Promise<DrawnStack[]> {
  const base = await drawn("base", () => {
    new Group("account-app", (parent) => new Bucket("records", {}, { parent }));
    return { name: "n" };
  });
  const stackOutputs = new Map([["organization/shop/base", base.preview.outputs]]);
  const app = await drawn(
    "app",
    () => {
      const name = new pulumi.StackReference("organization/shop/base").requireOutput("name");
      let bucket: Bucket | undefined;
      new Group("blueprint", (blueprint) => {
        new Group(
          "store",
          (parent) => {
            bucket = new Bucket("objects", { tags: { name } }, { parent });
          },
          blueprint,
        );
        new Group(
          "guard <&>",
          (parent) => {
            if (bucket) new BucketPolicy("policy", { bucket: bucket.bucket, policy: "{}" }, { parent });
          },
          blueprint,
        );
      });
      new Topic("alone", { displayName: bucket?.bucket });
    },
    { stackOutputs },
  );
  return [base, app];
}

async function drawn(stack: string, program: () => unknown, options = {}): Promise<DrawnStack> {
  const config = {
    "aws:region": "eu-west-1",
    "plinth:account": stack === "app" ? "210987654321" : "111122223333",
    ...(stack === "base" ? { "plinth:accounts": '{ "account-app": { "id": "210987654321" } }' } : {}),
  };
  return { preview: await previewStack({ project: "shop", stack, config, program }, options), config };
}

/** `from -kind-> to`, by names. */
function arrows({ nodes, edges }: DependencyGraph): string[] {
  const names = new Map(nodes.map(({ id, name }) => [id, name]));
  return edges.map(({ from, to, kind }) => `${names.get(from)} -${kind}-> ${names.get(to)}`);
}

describe("The dependency graph", () => {
  let stacks: DrawnStack[];
  before(async () => {
    stacks = await shop();
  });

  it("has a node for each outermost component, in place of the blueprint that only holds them", () => {
    const nodes = graphOf(stacks.slice(1), false).nodes.map(
      ({ name, kind, layer }) => `${name} ${kind} ${layer ?? "-"}`,
    );

    assert.deepEqual(nodes, [
      "base stack -",
      "guard <&> Group data and storage",
      "store Group data and storage",
      "alone Topic observability and governance",
    ]);
  });

  it("has the edges that properties, StackReferences and configured accounts make", () => {
    assert.deepEqual(arrows(graphOf(stacks, false)), [
      "app -account-> account-app",
      "guard <&> -uses-> store",
      "store -stack-> base",
      "alone -uses-> store",
    ]);
  });

  it("has a node for each resource, if asked", () => {
    const graph = graphOf(stacks.slice(1), true);

    assert.deepEqual(
      graph.nodes.map(({ name }) => name),
      ["base", "objects", "policy", "alone"],
    );
    assert.deepEqual(arrows(graph), ["objects -stack-> base", "policy -uses-> objects", "alone -uses-> objects"]);
  });

  it("is the same each time", async () => {
    const again = graphOf(await shop(), false);

    assert.equal(svgOf(again), svgOf(graphOf(stacks, false)));
    assert.equal(mermaidOf(again), mermaidOf(graphOf(stacks, false)));
  });

  it("is drawn as well-formed SVG with a title, a description and a node for each node", () => {
    const graph = graphOf(stacks, false);
    const elements = elementsOf(svgOf(graph));
    const textIn = (name: string) => elements.filter((e) => e.name === name).map(({ text }) => text);

    assert.deepEqual(textIn("title"), ["Stacks base, app"]);
    assert.match(textIn("desc").join(""), /guard <&> \(Group\) needs store \(Group\)\./);
    assert.deepEqual(
      elements.filter((e) => e.name === "g").map(({ attributes }) => attributes.id),
      graph.nodes.map(({ id }) => id),
    );
    assert.deepEqual(
      elements
        .filter((e) => e.attributes.class === "name")
        .map(({ text }) => text)
        .sort(),
      graph.nodes.map(({ name }) => name).sort(),
    );
    assert.equal(elements.filter((e) => e.attributes["marker-end"]).length, graph.edges.length);
  });

  it("lays no node over another, nor a layer over another", () => {
    const graph = graphOf([...stacks, ...renamed(stacks)], true);
    const { nodes, frames, width, height } = layOut(graph);
    const layers = frames.filter(({ layer }) => layer !== undefined);

    for (const boxes of [nodes, layers].map((drawings) => drawings.map(({ box }) => box))) {
      for (const [index, a] of boxes.entries()) {
        assert.ok(a.x >= 0 && a.y >= 0 && a.x + a.width <= width && a.y + a.height <= height);
        for (const b of boxes.slice(index + 1)) {
          const apart = a.x + a.width <= b.x || b.x + b.width <= a.x || a.y + a.height <= b.y || b.y + b.height <= a.y;
          assert.ok(apart, JSON.stringify([a, b]));
        }
      }
    }
  });

  it("is written as a Mermaid flowchart, every line of which is one of the few kinds that we use", () => {
    const text = mermaidOf(graphOf(stacks, false));
    const label = '"(?:[\\p{L}\\p{N} _./:@·-]|#\\d+;|<br/>)+"';
    const line = new RegExp(
      `^ *(?:flowchart LR|end|subgraph \\w+\\[${label}\\]|\\w+(?:\\[${label}\\]|\\(\\[${label}\\]\\))|\\w+ (?:-->|-\\.->|-\\. account \\.->) \\w+)$`,
      "u",
    );
    const lines = text.trimEnd().split("\n");

    assert.deepEqual(
      lines.filter((one) => !line.test(one)),
      [],
    );
    assert.equal(lines.filter((one) => /subgraph/.test(one)).length, lines.filter((one) => / end$/.test(one)).length);
    assert.ok(text.includes('["guard #60;#38;#62;<br/>Group"]'));
  });
});

/** The same stacks under other names, so that there is more to lay out. */
function renamed(stacks: readonly DrawnStack[]): DrawnStack[] {
  return stacks.map(({ preview: one, config }) => ({ config, preview: { ...one, stack: `${one.stack}-2` } }));
}

describe("plinth preview --graph", () => {
  const base = { directory: REPOSITORY, strict: false, format: "text" as const, everyResource: false, config: {} };
  let folder: string;
  before(() => {
    folder = mkdtempSync(join(tmpdir(), "plinth-graph-"));
  });
  after(() => rmSync(folder, { recursive: true }));

  it("prints the graph and nothing else", async () => {
    const terminal = new RecordingTerminal();
    const code = await preview({ ...base, stacks: ["security"], graph: "mermaid" }, terminal);

    assert.equal(code, 0);
    assert.match(terminal.written, /^flowchart LR\n/);
    assert.match(terminal.written, /\["audit<br\/>OrganizationTrail · \d+ resources"\]/);
  });

  it("writes it to a file, with the report on the terminal", async () => {
    const terminal = new RecordingTerminal();
    const output = join(folder, "graph.svg");
    await preview({ ...base, stacks: ["security"], graph: "svg", output }, terminal);

    assert.match(terminal.written, /1 stack, /);
    assert.equal(elementsOf(readFileSync(output, "utf8"))[0]?.name, "svg");
  });
});
