using System.Collections.Immutable;
using Pulumi;

namespace Infra.Interop.Programs;

/// <summary>The same program as ../JavaScript/index.js: whatever one of them says to the engine, the other has to say too.</summary>
internal sealed class ShopStack : Stack
{
    public ShopStack()
        : base(new StackOptions { ResourceTransforms = { OwnShelf } })
    {
        var config = new Config();
        var label = config.Require("label");
        var renamed = config.GetBoolean("renamed") ?? false;

        var reference = new StackReference("organization/shop/base");
        var cluster = new Cluster("cluster", new ClusterArgs { ClusterIdentifier = "east", Context = "east" });
        var shop = new Shop(
            "shop",
            new ShopArgs(label, config.RequireSecret("password"), cluster),
            new ComponentResourceOptions { ResourceTransforms = { EnlargeFirst } });
        var settings = new ConfigMap(
            renamed ? "settings" : "preferences",
            new ConfigMapArgs
            {
                Metadata = { ["name"] = "settings", ["namespace"] = "shop" },
                Data =
                {
                    ["region"] = reference.GetOutput("region").Apply(value => (string)value!),
                    ["credential"] = reference.GetOutput("credential").Apply(value => (string)value!),
                    ["pin"] = Output.CreateSecret("0000"),
                    ["token"] = shop.Token,
                },
            },
            new CustomResourceOptions { DependsOn = { shop }, Provider = cluster, Aliases = Renamed(renamed) });
        var archive = new Widget("archive", Everything(settings));

        Label = Output.Create(label);
        Token = shop.Token;
        FirstId = shop.First.Id;
        SettingsName = settings.Metadata.Apply(metadata => (string)metadata["name"]);
        Region = reference.RequireOutput("region").Apply(value => (string)value);
        Archive = archive.Urn;
        Nested = Output.Create(new Dictionary<string, object>(StringComparer.Ordinal)
        {
            ["list"] = new object[] { 1, 2, new Dictionary<string, object>(StringComparer.Ordinal) { ["three"] = Output.CreateSecret("3") } },
        });
    }

    [Output("label")]
    public Output<string> Label { get; set; }

    [Output("token")]
    public Output<string> Token { get; set; }

    [Output("firstId")]
    public Output<string> FirstId { get; set; }

    [Output("settingsName")]
    public Output<string> SettingsName { get; set; }

    [Output("region")]
    public Output<string> Region { get; set; }

    [Output("archive")]
    public Output<string> Archive { get; set; }

    [Output("nested")]
    public Output<Dictionary<string, object>> Nested { get; set; }

    private static List<Input<Alias>> Renamed(bool renamed) => renamed ? [new Alias { Name = "preferences" }] : [];

    private static WidgetArgs Everything(ConfigMap settings) => new()
    {
        File = new StringAsset("text"),
        Folder = new AssetArchive(new Dictionary<string, AssetOrArchive>(StringComparer.Ordinal) { ["inner"] = new StringAsset("more text") }),
        Settings = settings,
        Number = 1.5,
        Flag = false,
        Nothing = Array.Empty<string>(),
        Deep = new object[]
        {
            new Dictionary<string, object>(StringComparer.Ordinal)
            {
                ["secret"] = Output.CreateSecret(new Dictionary<string, object>(StringComparer.Ordinal) { ["inner"] = new object[] { 1, "two", true } }),
            },
            new Dictionary<string, object>(StringComparer.Ordinal) { ["name"] = settings.Metadata.Apply(metadata => metadata["name"]) },
        },
    };

    // What stands on the shelf says who owns it.
    private static Task<ResourceTransformResult?> OwnShelf(ResourceTransformArgs args, CancellationToken cancellationToken) =>
        Task.FromResult<ResourceTransformResult?>(
            args is { Type: "kubernetes:core/v1:ConfigMap", Name: "shelf" }
                ? new ResourceTransformResult(args.Args.SetItem("metadata", Output.Create(args.Args["metadata"]!).Apply(AddOwner)), args.Options)
                : null);

    private static Output<object> AddOwner(object metadata) =>
        Output.Create<object>(((ImmutableDictionary<string, object>)metadata).SetItem("labels", ImmutableDictionary<string, object>.Empty.Add("owner", "shop")));

    private static Task<ResourceTransformResult?> EnlargeFirst(ResourceTransformArgs args, CancellationToken cancellationToken) =>
        Task.FromResult<ResourceTransformResult?>(
            args is { Type: "demo:index:Widget", Name: "first" } ? new ResourceTransformResult(args.Args.SetItem("size", 5), args.Options) : null);
}
