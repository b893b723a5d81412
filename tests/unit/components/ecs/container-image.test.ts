import assert from "node:assert/strict";
import { type ContainerImage, containerImage, imageFaults } from "../../../../components/ecs/container-image";

const URI = `210987654321.dkr.ecr.eu-west-1.amazonaws.com/team/chat@sha256:${"0".repeat(64)}`;

const paths = (image: ContainerImage) =>
  imageFaults("orchestration/ContainerService", "service", image).map(({ path }) => path);

describe("containerImage", () => {
  it("computes the repository's ARN from the URI", () => {
    assert.deepEqual(containerImage(URI, "aws"), {
      uri: URI,
      repositoryArn: "arn:aws:ecr:eu-west-1:210987654321:repository/team/chat",
    });
  });
});

describe("the faults of an image", () => {
  const { repositoryArn } = containerImage(URI, "aws");

  it("are none for an image of Amazon ECR by digest", () => assert.deepEqual(paths({ uri: URI, repositoryArn }), []));

  for (const [fault, uri] of [
    ["an image by tag", URI.replace(/@.*/, ":latest")],
    ["an image of another registry", `docker.io/library/chat@sha256:${"0".repeat(64)}`],
    ["a digest that is too short", URI.slice(0, -1)],
  ] as const) {
    it(`refuses ${fault}`, () => assert.deepEqual(paths({ uri, repositoryArn }), ["service.image"]));
  }

  it("refuses an ARN that is not a repository's", () => {
    assert.deepEqual(paths({ uri: URI, repositoryArn: "arn:aws:s3:::chat" }), ["service.image.repositoryArn"]);
  });
});
