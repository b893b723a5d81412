const { PolicyPack } = require("@pulumi/policy");

new PolicyPack("empty-pack", {
  policies: [
    { name: "empty", description: "Finds nothing.", enforcementLevel: "mandatory", validateResource: () => {} },
  ],
});
