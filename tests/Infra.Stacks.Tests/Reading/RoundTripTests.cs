using System.Collections;
using System.Collections.Concurrent;
using System.Reflection;
using CsCheck;
using Infra.Documents;
using Infra.Stacks.Reading;
using Infra.Stacks.Specification;
using Xunit;

namespace Infra.Stacks.Tests.Reading;

public sealed class RoundTripTests
{
    private const int Specifications = 2_000;

    private static readonly Shape Platform = Shapes.Of<PlatformSpec>();

    [Fact]
    public void Whatever_is_read_is_read_alike_once_it_is_written() => Specimens.Of(Platform).Sample(
        document =>
        {
            var first = Read(document);
            var written = Platform.Write(first);
            var text = YamlWriter.Write((YamlMap)Encrypted(written));
            Assert.Equal(Shown.Of(first), Shown.Of(Read(written)));
            Assert.Equal(Shown.Of(first), Shown.Of(Read(Decrypted(YamlFile.ReadMap(text, "f.yaml")))));
        },
        iter: Specifications);

    [Fact]
    public void The_specimens_cover_every_property_and_every_word()
    {
        var seen = new ConcurrentDictionary<string, bool>(StringComparer.Ordinal);

        Specimens.Of(Platform).Sample(document => See(Read(document), seen), iter: Specifications);

        Assert.Empty(Everything().Where(name => !seen.ContainsKey(name)).Order(StringComparer.Ordinal));
    }

    private static object Read(YamlNode document)
    {
        var reader = new SpecReader();
        var platform = Platform.Read(document, SpecPath.Root, reader);
        Assert.Empty(reader.Findings.Select(finding => finding.ToString()));
        return platform!;
    }

    // Stands for the encryption, so that secrets can be written at all.
    private static YamlNode Encrypted(YamlNode node) => node switch
    {
        SecretNode secret => new YamlMap(default, [new YamlEntry("secure", default, new YamlScalar(default, secret.Reveal()!, IsPlain: false))], 2),
        YamlMap map => map with { Entries = [.. map.Entries.Select(entry => entry with { Value = Encrypted(entry.Value) })] },
        YamlList list => list with { Items = [.. list.Items.Select(Encrypted)] },
        _ => node,
    };

    private static YamlNode Decrypted(YamlNode node) => node switch
    {
        YamlMap { Entries: [{ Key: "secure", Value: YamlScalar secret }] } => new SecretNode(node.Place, secret.Text),
        YamlMap map => map with { Entries = [.. map.Entries.Select(entry => entry with { Value = Decrypted(entry.Value) })] },
        YamlList list => list with { Items = [.. list.Items.Select(Decrypted)] },
        _ => node,
    };

    // The records and enumerations of the model as they are declared, whatever the shapes make of them.
    private static IEnumerable<string> Everything()
    {
        var types = new HashSet<Type>();
        Gather(typeof(PlatformSpec), types);
        return types.SelectMany(type => type.IsEnum
            ? Enum.GetNames(type).Select(word => $"{type.Name}.{word}")
            : Settable(type).Select(property => $"{type.Name}.{property.Name}"));
    }

    private static void Gather(Type type, HashSet<Type> types)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        if (type.IsGenericType)
        {
            Gather(type.GetGenericArguments()[^1], types);
            return;
        }

        if (type == typeof(SecretValue) || type == typeof(ClusterLayer) || type == typeof(Tree) || type == typeof(AnyValue) || (!type.IsEnum && (type.IsValueType || type == typeof(string))))
            return;
        var variants = typeof(PlatformSpec).Assembly.GetTypes().Where(other => !other.IsAbstract && type.IsAssignableFrom(other) && type.IsAbstract);
        foreach (var other in type.IsAbstract ? variants : [type])
        {
            if (!types.Add(other) || other.IsEnum)
                continue;
            foreach (var property in Settable(other))
                Gather(property.PropertyType, types);
        }
    }

    private static IEnumerable<PropertyInfo> Settable(Type type) =>
        type.GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(property => property.SetMethod is { IsPublic: true });

    private static void See(object? value, ConcurrentDictionary<string, bool> seen)
    {
        switch (value)
        {
            case null or string or YamlNode or SecretValue or Tree or AnyValue or ClusterLayer:
                return;
            case Enum word:
                seen[$"{word.GetType().Name}.{word}"] = true;
                return;
            case IDictionary map:
                foreach (var item in map.Values)
                    See(item, seen);
                return;
            case IEnumerable list:
                foreach (var item in list)
                    See(item, seen);
                return;
            case ValueType:
                return;
        }

        foreach (var property in Settable(value.GetType()))
        {
            var set = property.GetValue(value);
            var name = $"{value.GetType().Name}.{property.Name}";
            if (!seen.ContainsKey(name) && Shown.Of(set) != Shown.Of(property.GetValue(Activator.CreateInstance(value.GetType()))))
                seen[name] = true;
            See(set, seen);
        }
    }
}
