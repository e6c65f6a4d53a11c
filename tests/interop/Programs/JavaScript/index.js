"use strict";

// The same program as ../CSharp/ShopStack.cs: whatever one of them says to the engine, the other has to say too.
const pulumi = require("@pulumi/pulumi");

class Widget extends pulumi.CustomResource {
  constructor(name, args, options) {
    super("demo:index:Widget", name, { made: undefined, ...args }, options);
  }
}

class ConfigMap extends pulumi.CustomResource {
  constructor(name, args, options) {
    super("kubernetes:core/v1:ConfigMap", name, { apiVersion: "v1", kind: "ConfigMap", metadata: undefined, ...args }, options);
  }
}

class Cluster extends pulumi.ProviderResource {
  constructor(name, args, options) {
    super("kubernetes", name, args, options);
  }
}

class Shop extends pulumi.ComponentResource {
  constructor(name, args, options) {
    super("my:shop:Shop", name, {}, options);
    this.first = new Widget("first", { size: 3, label: args.label, tags: { a: "1", b: "2" }, parts: ["x", args.label, "z"], password: args.password }, { parent: this, protect: true });
    this.second = new Widget(
      "second",
      { first: this.first.id, password: args.password },
      {
        parent: this,
        dependsOn: [this.first],
        ignoreChanges: ["password"],
        replaceOnChanges: ["first"],
        deleteBeforeReplace: true,
        retainOnDelete: true,
        additionalSecretOutputs: ["made"],
        customTimeouts: { create: "2m", delete: "30s" },
      },
    );
    this.shelf = new ConfigMap(
      "shelf",
      { metadata: { name: "shelf" }, data: { label: args.label, made: this.second.made } },
      { parent: this, provider: args.cluster },
    );
    this.token = pulumi.secret(pulumi.interpolate`token of ${args.label}`);
    this.registerOutputs({ first: this.first.urn, token: this.token });
  }
}

// What stands on the shelf says who owns it.
pulumi.runtime.registerResourceTransform(({ type, name, props, opts }) =>
  type === "kubernetes:core/v1:ConfigMap" && name === "shelf"
    ? { props: { ...props, metadata: pulumi.output(props.metadata).apply((metadata) => ({ ...metadata, labels: { owner: "shop" } })) }, opts }
    : undefined);

const config = new pulumi.Config();
const label = config.require("label");
const renamed = config.getBoolean("renamed");

const base = new pulumi.StackReference("organization/shop/base");
const cluster = new Cluster("cluster", { clusterIdentifier: "east", context: "east" });
const shop = new Shop(
  "shop",
  { label, password: config.requireSecret("password"), cluster },
  {
    transforms: [
      ({ type, name, props, opts }) => (type === "demo:index:Widget" && name === "first" ? { props: { ...props, size: 5 }, opts } : undefined),
    ],
  },
);
const settings = new ConfigMap(
  renamed ? "settings" : "preferences",
  {
    metadata: { name: "settings", namespace: "shop" },
    data: { region: base.getOutput("region"), credential: base.getOutput("credential"), pin: pulumi.secret("0000"), token: shop.token },
  },
  { dependsOn: [shop], provider: cluster, aliases: renamed ? [{ name: "preferences" }] : [] },
);
const archive = new Widget("archive", {
  file: new pulumi.asset.StringAsset("text"),
  folder: new pulumi.asset.AssetArchive({ inner: new pulumi.asset.StringAsset("more text") }),
  settings,
  number: 1.5,
  flag: false,
  empty: [],
  deep: [{ secret: pulumi.secret({ inner: [1, "two", true] }) }, { name: settings.metadata.name }],
});

module.exports = {
  label,
  token: shop.token,
  firstId: shop.first.id,
  settingsName: settings.metadata.name,
  region: base.requireOutput("region"),
  archive: archive.urn,
  nested: { list: [1, 2, { three: pulumi.secret("3") }] },
};
