using System.Collections.Immutable;
using Pulumi;

namespace Infra.Interop.Programs;

internal sealed record ShopArgs(string Label, Output<string> Password, Cluster Cluster);

internal sealed class Shop : ComponentResource
{
    public Shop(string name, ShopArgs args, ComponentResourceOptions? options = null)
        : base("my:shop:Shop", name, options)
    {
        First = new Widget(
            "first",
            new WidgetArgs { Size = 3, Label = args.Label, Tags = { ["a"] = "1", ["b"] = "2" }, Parts = { "x", args.Label, "z" }, Password = args.Password },
            new CustomResourceOptions { Parent = this, Protect = true });
        Second = new Widget(
            "second",
            new WidgetArgs { First = First.Id, Password = args.Password },
            new CustomResourceOptions
            {
                Parent = this,
                DependsOn = { First },
                IgnoreChanges = { "password" },
                ReplaceOnChanges = { "first" },
                DeleteBeforeReplace = true,
                RetainOnDelete = true,
                AdditionalSecretOutputs = { "made" },
                CustomTimeouts = new CustomTimeouts { Create = TimeSpan.FromMinutes(2), Delete = TimeSpan.FromSeconds(30) },
            });
        _ = new ConfigMap(
            "shelf",
            new ConfigMapArgs { Metadata = { ["name"] = "shelf" }, Data = { ["label"] = args.Label, ["made"] = Second.Made } },
            new CustomResourceOptions { Parent = this, Provider = args.Cluster });
        Token = Output.CreateSecret(Output.Format($"token of {args.Label}"));
        RegisterOutputs(new Dictionary<string, object?>(StringComparer.Ordinal) { ["first"] = First.Urn, ["token"] = Token });
    }

    public Widget First { get; }

    public Widget Second { get; }

    public Output<string> Token { get; }
}
