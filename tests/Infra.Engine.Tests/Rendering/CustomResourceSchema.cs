using System.Text.RegularExpressions;
using Infra.Engine.Values;
using Xunit;

namespace Infra.Engine.Tests.Rendering;

/// <summary>Checks objects against the CustomResourceDefinitions that their controllers publish.</summary>
internal static class CustomResourceSchema
{
    public static void Check(PropertyMap manifest, string place)
    {
        var api = ((StringValue)manifest["apiVersion"]!).Value.Split('/');
        var kind = ((StringValue)manifest["kind"]!).Value;
        var folder = Path.Combine(Root(), "..", "shared", "crds");
        if (!Directory.Exists(folder))
            Assert.Skip("The definitions are in ../shared/crds, which is not beside this repository.");

        var file = Directory.EnumerateFiles(folder, $"*.{api[0]}.yaml", SearchOption.AllDirectories)
            .Select(path => (PropertyMap)ReadBack.Parse(File.ReadAllText(path)))
            .Single(definition => ((PropertyMap)((PropertyMap)definition["spec"]!)["names"]!)["kind"] is StringValue { Value: var found } && found == kind);
        var version = ((ListValue)((PropertyMap)file["spec"]!)["versions"]!).Items.Cast<PropertyMap>().Single(version => version["name"] is StringValue { Value: var name } && name == api[1]);
        Assert.NotEqual(new BoolValue(true), version["deprecated"]);
        var schema = (PropertyMap)((PropertyMap)version["schema"]!)["openAPIV3Schema"]!;
        Check(manifest["spec"]!, (PropertyMap)((PropertyMap)schema["properties"]!)["spec"]!, $"{place} spec");
    }

    private static void Check(PropertyValue value, PropertyMap schema, string place)
    {
        switch (value)
        {
            case PropertyMap map when schema["properties"] is PropertyMap properties:
                foreach (var (name, inner) in map)
                {
                    Assert.True(properties[name] is not null, $"{place}.{name} is no field.");
                    Check(inner, (PropertyMap)properties[name]!, $"{place}.{name}");
                }

                foreach (var required in (schema["required"] as ListValue)?.Items ?? [])
                    Assert.True(map[((StringValue)required).Value] is not null, $"{place} lacks {required}.");
                break;
            case ListValue list:
                foreach (var item in list.Items)
                    Check(item, (PropertyMap)schema["items"]!, $"{place}[]");
                break;
            case StringValue { Value: var text }:
                Assert.Equal("string", ((StringValue)schema["type"]!).Value);
                if (schema["pattern"] is StringValue { Value: var pattern })
                    Assert.True(Regex.IsMatch(text, pattern, RegexOptions.None, TimeSpan.FromSeconds(1)), $"{place}: {text} is not like {pattern}.");
                if (schema["enum"] is ListValue { Items: var allowed })
                    Assert.Contains(value, allowed);
                break;
            case NumberValue:
                Assert.Equal("integer", ((StringValue)schema["type"]!).Value);
                break;
            case BoolValue:
                Assert.Equal("boolean", ((StringValue)schema["type"]!).Value);
                break;
        }
    }

    private static string Root()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "Infra.sln")))
            folder = Path.GetDirectoryName(folder)!;

        return folder;
    }
}
