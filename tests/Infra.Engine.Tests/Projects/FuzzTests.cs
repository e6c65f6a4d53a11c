using CsCheck;
using Infra.Documents;
using Infra.Engine.Projects;
using Infra.Engine.Storage;
using Xunit;

namespace Infra.Engine.Tests.Projects;

public sealed class FuzzTests
{
    private static readonly Gen<string> Yaml = Gen.OneOf(
        "config:", "encryptionsalt: s", "a", "infra:b", ": ", ":", "- ", "\n", "\n  ", "\n    ", "\r\n", "\t", "{", "}", "[", "]", ",", "&x ", "*x", "<<: ", "!!str ", "!y ", "'", "\"", "|", ">-", "#", "? ",
        "---", "...", "%YAML 1.2", "secure:", "\u0000", "\uFEFF", "é", "1", "~", "0x", ".inf", "\\").Array[0, 30].Select(string.Concat);

    private static readonly Gen<string> Name = Gen.OneOf(
        Gen.String[Gen.Char["ab.-_/\\:\0 ~é"], 0, 8], Gen.OneOf("..", "../x", "/", "a/../b", "C:\\x", ".infra", "a//b", "a/", "/a", "a/b", "con", "~"));

    [Fact]
    public void Setting_the_salt_of_any_file_changes_nothing_else_or_is_refused() => Yaml.Sample(
        text =>
        {
            YamlMap before;
            try
            {
                before = FileText.ReadMap(text, "f.yaml");
            }
            catch (InvalidFileException)
            {
                return true;
            }

            try
            {
                var after = FileText.ReadMap(StackFileEdit.SetTop(text, "f.yaml", "encryptionsalt", "v1:new"), "f.yaml");
                return Rest(before).SequenceEqual(Rest(after));
            }
            catch (EngineException)
            {
                return true;
            }
        },
        iter: 5_000);

    [Fact]
    public void No_name_of_a_stack_leads_out_of_its_folder() => Name.Sample(
        name =>
        {
            var root = Path.Combine(Path.GetTempPath(), "infra-fuzz");
            try
            {
                return Path.GetDirectoryName(Path.GetFullPath(new StateStore(root).StatePath(name))) == Path.Combine(root, ".infra", "state");
            }
            catch (EngineException e)
            {
                return !e.Message.Any(char.IsControl);
            }
        },
        iter: 5_000);

    private static IEnumerable<string> Rest(YamlMap map) =>
        map.Entries.Where(entry => entry.Key != "encryptionsalt").Select(entry => $"{entry.Key}={Describe(entry.Value)}").Order(StringComparer.Ordinal);

    private static string Describe(YamlNode node) => node switch
    {
        YamlMap map => "{" + string.Join(",", map.Entries.Select(entry => $"{entry.Key}={Describe(entry.Value)}")) + "}",
        YamlList list => "[" + string.Join(",", list.Items.Select(Describe)) + "]",
        YamlScalar scalar => $"{scalar.IsPlain}:{scalar.Text}",
        _ => throw new InvalidOperationException(),
    };
}
