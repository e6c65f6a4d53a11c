using System.Text;
using System.Text.RegularExpressions;

namespace Infra.Sdks.Generator.Emission;

/// <summary>Emits resource types: custom resources, remote components and the package's provider.</summary>
internal static partial class ResourceEmitter
{
    public static string Emit(EmissionContext context)
    {
        var type = context.Type;
        var constructor = ReadConstructor(context);
        var isComponent = type.Bases == "Pulumi.ComponentResource";
        var isProvider = type.Bases == "Pulumi.ProviderResource";
        var token = type.ResourceToken!;
        var constants = Constants(context, constructor.Args);

        var text = new StringBuilder();
        text.Append($"{Documentation.Resource(context)}\n");
        text.Append($"[{context.ShortPackage}ResourceType(\"{token}\")]\n");
        text.Append($"public class {type.Name} : global::{type.Bases}\n{{\n");
        foreach (var property in context.Properties)
        {
            text.Append($"    {Documentation.Field(property.WireName!, property, isSecret: context.Facts.SecretOutputs.Contains(property.WireName!))}\n");
            text.Append($"    [Output(\"{property.WireName}\")]\n");
            text.Append($"    public {CSharpNames.Type(property.Type)} {property.Name} {{ get; private set; }} = null!;\n\n");
        }

        var baseToken = isProvider ? token[(token.LastIndexOf(':') + 1)..] : token;
        var args = constants.Count > 0 ? "Complete(args)" : constructor.IsOptional ? $"args ?? new {constructor.Args}()" : "args";
        text.Append($"""
                /// <summary>Declares a <c>{type.Name}</c>.</summary>
                /// <param name="name">The logical name; unique among the resources of this type below the same parent.</param>
                /// <param name="args">What is wanted of it.</param>
                /// <param name="options">How the engine treats it.</param>
                public {type.Name}(string name, {constructor.Args}{(constructor.IsOptional ? "? args = null" : " args")}, {constructor.Options}? options = null)
                    : base("{baseToken}", name, {args}, {MergeCall(context, "options")}{(isComponent ? ", remote: true" : "")})
            """).Append("\n    {\n    }\n");
        if (type.MemberLines.Any(member => member.StartsWith($"static {type.FullName} Get(", StringComparison.Ordinal)))
            AppendGet(text, context, token);
        AppendMerge(text, context);
        AppendComplete(text, constructor.Args, constants);
        return text.Append('}').ToString();
    }

    private static void AppendGet(StringBuilder text, EmissionContext context, string token)
    {
        var name = context.Type.Name;
        text.Append($$"""

                private {{name}}(string name, Input<string> id, CustomResourceOptions? options)
                    : base("{{token}}", name, null, {{MergeCall(context, "options, id")}})
                {
                }

                /// <summary>Reads a <c>{{name}}</c> that exists outside this program.</summary>
                /// <param name="name">The logical name.</param>
                /// <param name="id">The id by which the provider knows it.</param>
                /// <param name="options">How the engine treats it.</param>
                public static {{name}} Get(string name, Input<string> id, CustomResourceOptions? options = null) =>
                    new {{name}}(name, id, options);

            """);
    }

    private static bool NeedsOwnOptions(EmissionContext context) =>
        context.Facts.Aliases.Count + context.Facts.SecretOutputs.Count + context.Facts.ReplaceOnChanges.Count > 0;

    private static string MergeCall(EmissionContext context, string arguments) =>
        NeedsOwnOptions(context) ? $"Merge({arguments})" : $"PackageOptions.Merge({arguments})";

    private static void AppendMerge(StringBuilder text, EmissionContext context)
    {
        if (!NeedsOwnOptions(context))
            return;
        var facts = context.Facts;
        var parts = context.Type.ResourceToken!.Split(':');
        text.Append("\n    private static CustomResourceOptions Merge(CustomResourceOptions? options, Input<string>? id = null) =>\n");
        text.Append("        PackageOptions.Merge(\n            new CustomResourceOptions\n            {\n");
        Append("Aliases", facts.Aliases.Select(alias => $"new Alias {{ Type = \"{(alias.Contains(':', StringComparison.Ordinal) ? alias : $"{parts[0]}:{alias}:{parts[2]}")}\" }}"));
        Append("AdditionalSecretOutputs", facts.SecretOutputs.Select(output => $"\"{output}\""));
        Append("ReplaceOnChanges", facts.ReplaceOnChanges.Select(path => $"\"{path}\""));
        text.Append("            },\n            options,\n            id);\n");

        void Append(string option, IEnumerable<string> values)
        {
            var items = values.ToList();
            if (items.Count > 0)
                text.Append($"                {option} =\n                {{\n{string.Concat(items.Select(item => $"                    {item},\n"))}                }},\n");
        }
    }

    private static void AppendComplete(StringBuilder text, string args, List<(string Name, string Value)> constants)
    {
        if (constants.Count == 0)
            return;
        text.Append($"\n    private static {args} Complete({args}? args)\n    {{\n        args ??= new {args}();\n");
        foreach (var (name, value) in constants)
            text.Append($"        args.{name} = \"{value}\";\n");
        text.Append("        return args;\n    }\n");
    }

    /// <summary>What the resource sets on its own args; a Kubernetes object always says what it is.</summary>
    private static List<(string Name, string Value)> Constants(EmissionContext context, string args)
    {
        var constants = context.Facts.Constants.Select(constant => (constant.Key, constant.Value)).ToList();
        var names = context.Properties.Select(property => property.Name).ToHashSet(StringComparer.Ordinal);
        if (args.EndsWith("Args", StringComparison.Ordinal) && names.Contains("ApiVersion") && names.Contains("Kind"))
        {
            var parts = context.Type.ResourceToken!.Split(':');
            var apiVersion = parts[1].StartsWith("core/", StringComparison.Ordinal) ? parts[1]["core/".Length..] : parts[1];
            constants.Add(("ApiVersion", apiVersion));
            constants.Add(("Kind", parts[2]));
        }
        return constants;
    }

    private static (string Args, bool IsOptional, string Options) ReadConstructor(EmissionContext context)
    {
        var line = context.Type.MemberLines.Single(member => member.StartsWith("new(", StringComparison.Ordinal));
        var match = Constructor().Match(line);
        if (!match.Success)
            throw new FormatException($"{context.Type.FullName}: a constructor of unknown form: '{line}'.");
        return (match.Groups["args"].Value, match.Groups["optional"].Success, CSharpNames.Type(match.Groups["options"].Value));
    }

    [GeneratedRegex(@"^new\(string name, (?<args>[\w.]+)(?<optional>\?)? args( = default)?, (?<options>[\w.]+)\? options = default\)$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Constructor();
}
