import assert from "node:assert/strict";
import { type Candidate, chooseSimplest } from "../../../../components/choices/choice";

const candidate = (kind: string, capacity: number): Candidate<string, number> => ({
  kind,
  costs: `needs ${capacity} machines`,
  reason: (load) => `${load} fit`,
  obstacles: (load) => [[load > capacity, `holds ${capacity}`]],
});

const CANDIDATES = [candidate("small", 1), candidate("medium", 5), candidate("large", 9)];

describe("chooseSimplest", () => {
  it("chooses the first candidate without obstacles, with the reason against each other one", () => {
    assert.deepEqual(chooseSimplest(CANDIDATES, 3), {
      choice: "medium",
      reason: "3 fit",
      alternatives: [
        { kind: "small", reason: "holds 1" },
        { kind: "large", reason: "needs 9 machines, and medium does without" },
      ],
    });
  });

  it("chooses none if all have obstacles, and names the nearest", () => {
    const { choice, reason, alternatives } = chooseSimplest(CANDIDATES, 10);

    assert.equal(choice, undefined);
    assert.equal(reason, "nothing meets them all; small is nearest, but holds 1");
    assert.equal(alternatives.length, 3);
  });

  it("chooses none of no candidates", () => {
    assert.deepEqual(chooseSimplest([], 1), {
      choice: undefined,
      reason: "there is nothing to choose from",
      alternatives: [],
    });
  });
});
