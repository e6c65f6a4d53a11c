using System.Text;
using Infra.Engine.Projects;
using Infra.Engine.State;
using Infra.Engine.Values;
using Moq;
using Xunit;

namespace Infra.Engine.Tests.Projects;

public sealed class StackFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private string _project = "name: infra\nruntime: dotnet\nstackConfigDir: stacks\n";

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Values_reach_programs_as_pulumi_gives_them()
    {
        var config = Program(
            """
            config:
              infra:count: 3
              infra:version: 1.10
              infra:quoted: "yes"
              infra:empty:
              region: eu
              aws:config:profile: p
              infra:sites:
                - name: shanghai-07
                  edge: true
                  nodes: 2
                  weight: 0.5
                  mode: 0o17
                  octal: 017
                  answer: yes
                  tag: "1"
                  none: ~
            """);

        Assert.Equal("3", config.Values["infra:count"]);
        Assert.Equal("1.10", config.Values["infra:version"]);
        Assert.Equal("yes", config.Values["infra:quoted"]);
        Assert.Equal("", config.Values["infra:empty"]);
        Assert.Equal("eu", config.Values["infra:region"]);
        Assert.Equal("p", config.Values["aws:profile"]);
        Assert.Equal(
            """[{"answer":"yes","edge":true,"mode":15,"name":"shanghai-07","nodes":2,"none":null,"octal":15,"tag":"1","weight":0.5}]""",
            config.Values["infra:sites"]);
        Assert.Empty(config.SecretKeys);
    }

    [Fact]
    public void A_key_is_secret_when_a_secure_value_stands_anywhere_in_it()
    {
        var config = Program(
            """
            encryptionsalt: v1:s
            config:
              infra:token:
                secure: T
              infra:sites:
                - password:
                    secure: P
                  name: a
              infra:plain: x
            """);

        Assert.Equal("decrypted T", config.Values["infra:token"]);
        Assert.Equal("""[{"name":"a","password":"decrypted P"}]""", config.Values["infra:sites"]);
        Assert.Equal(["infra:sites", "infra:token"], config.SecretKeys);
    }

    [Fact]
    public void Plain_configuration_asks_for_no_passphrase()
    {
        var secrets = new Mock<ISecretsProvider>(MockBehavior.Strict);

        Assert.Equal("1", Load("config:\n  a: 1\n").ForProgram(secrets.Object).Values["infra:a"]);
    }

    [Fact]
    public void The_projects_defaults_stand_behind_the_stacks_values()
    {
        _project += "config:\n  size:\n    type: integer\n    default: 1\n  tier: small\n  key:\n    type: string\n    secret: true\n    default: k\n";

        var config = Program("config:\n  size: 5\n");

        Assert.Equal(("5", "small", "k"), (config.Values["infra:size"], config.Values["infra:tier"], config.Values["infra:key"]));
        Assert.Equal(["infra:key"], config.SecretKeys);
    }

    [Fact]
    public void Anchors_aliases_and_merges_are_understood()
    {
        var config = Program("config:\n  a: &a\n    x: 1\n    y: 2\n  b:\n    <<: *a\n    y: 3\n  c: *a\n");

        Assert.Equal("""{"x":1,"y":3}""", config.Values["infra:b"]);
        Assert.Equal("""{"x":1,"y":2}""", config.Values["infra:c"]);
    }

    [Theory]
    [InlineData("config:\n  a: 1\n  a: 2\n", "3:3: 'a' is set twice; the first is in line 2.")]
    [InlineData("config:\n  a: 1\n  infra:a: 2\n", "3:3: infra:a is set twice; the other is in line 2.")]
    [InlineData("config: [1]\n", "1:9: 'config' has to be a map; this is a list.")]
    [InlineData("confg:\n  a: 1\n", "1:1: 'confg' is not a key of this file; did you mean 'config'?")]
    [InlineData("config:\n  a:\n    secure: v1:x\n", "3:5: infra:a is secure, but the file has no encryptionsalt")]
    [InlineData("encryptionsalt: s\nconfig:\n  a:\n    secure: v1:x\n    more: 1\n", "4:5: 'secure' marks an encrypted value and stands alone")]
    [InlineData("encryptionsalt: s\nconfig:\n  a:\n    secure: [1]\n", "4:13: 'secure' holds an encrypted string; this is a list.")]
    [InlineData("encryptionsalt:\n  a: b\n", "2:3: 'encryptionsalt' has to be a string; this is a map.")]
    public void What_is_wrong_has_a_place(string text, string message)
    {
        var error = Assert.Throws<InvalidFileException>(() => Load(text));

        Assert.StartsWith("stacks/Pulumi.dev.yaml:", error.Message, StringComparison.Ordinal);
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
        Assert.Single(error.Problems);
    }

    [Fact]
    public void A_value_of_another_type_than_declared_is_refused_at_its_place()
    {
        _project += "config:\n  size:\n    type: integer\n  must:\n    type: string\n";

        var error = Assert.Throws<InvalidFileException>(() => Load("config:\n  size: big\n"));

        Assert.Equal(
            "stacks/Pulumi.dev.yaml:1:1: infra:must is missing; Pulumi.yaml:7:3 declares it for every stack and gives no default.\n"
            + "stacks/Pulumi.dev.yaml:2:9: infra:size has to be an integer, as Pulumi.yaml:5:3 declares; this is 'big'.",
            error.Message);
    }

    [Fact]
    public void Text_that_is_not_utf8_is_refused()
    {
        Directory.CreateDirectory(_folder["stacks"]);
        File.WriteAllBytes(_folder["stacks/Pulumi.dev.yaml"], [0x63, 0x3A, 0xFF, 0xFE]);

        Assert.Contains("not UTF-8", Assert.Throws<InvalidFileException>(() => Project().LoadStack("dev")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_byte_order_mark_and_windows_line_ends_change_nothing()
    {
        var file = Load("\uFEFFconfig:\r\n  a: 1\r\n  b: |\r\n    x\r\n    y\r\n");

        var values = file.ForProgram(Mock.Of<ISecretsProvider>()).Values;

        Assert.Equal(("1", "x\ny\n"), (values["infra:a"], values["infra:b"]));
    }

    [Theory]
    [InlineData("infra:sites", "[1].name", "stacks/Pulumi.dev.yaml:4:7")]
    [InlineData("infra:sites", "[1]", "stacks/Pulumi.dev.yaml:4:7")]
    [InlineData("infra:sites", "[1].none", "stacks/Pulumi.dev.yaml:4:7")]
    [InlineData("infra:sites", "[7].none", "stacks/Pulumi.dev.yaml:3:5")]
    [InlineData("infra:region", "", "stacks/Pulumi.dev.yaml:5:11")]
    public void Every_value_has_a_place(string key, string path, string place)
    {
        var file = Load("config:\n  sites:\n    - name: a\n    - name: b\n  region: eu\n");

        Assert.Equal(place, file.PlaceOf(key, PropertyPath.Parse(path)).ToString());
        Assert.Null(file.PlaceOf("infra:none", PropertyPath.Root));
    }

    [Theory]
    [InlineData("", "encryptionsalt: v1:a\n")]
    [InlineData("# mine\n", "# mine\nencryptionsalt: v1:a\n")]
    [InlineData("# mine\n\nconfig:\n  a: 1 # one\n", "# mine\n\nencryptionsalt: v1:a\nconfig:\n  a: 1 # one\n")]
    [InlineData("config: {a: 1}\nencryptionsalt: old\n# end\n", "config: {a: 1}\nencryptionsalt: v1:a\n# end\n")]
    [InlineData("\uFEFFconfig:\r\n  a: 1\r\n", "\uFEFFencryptionsalt: v1:a\r\nconfig:\r\n  a: 1\r\n")]
    [InlineData("config:\n  a: |\n    x", "encryptionsalt: v1:a\nconfig:\n  a: |\n    x")]
    [InlineData("config:\n  a: |+\n    x\n\n\n", "encryptionsalt: v1:a\nconfig:\n  a: |+\n    x\n\n\n")]
    public void The_salt_is_written_and_nothing_else_changes(string before, string after)
    {
        var file = Load(before);

        file.SaveEncryptionSalt("v1:a");

        Assert.Equal(after, Encoding.UTF8.GetString(File.ReadAllBytes(file.Path)));
        Assert.Equal("v1:a", file.EncryptionSalt);
        Assert.Equal("v1:a", Project().LoadStack("dev").EncryptionSalt);
    }

    [Theory]
    [InlineData("config:\n  a: 1 # one\n  # two\n  b: 2\n", "infra:a", "9", "config:\n  a: 9\n  # two\n  b: 2\n")]
    [InlineData("config:\n  infra:a:\n    - 1\n    - 2\n\n# end\nencryptionsalt: s\n", "infra:a", "no", "config:\n  infra:a: \"no\"\n\n# end\nencryptionsalt: s\n")]
    [InlineData("config:\n    a: 1\n\nenvironment:\n  - x\n", "aws:region", "eu", "config:\n    a: 1\n    aws:region: eu\n\nenvironment:\n  - x\n")]
    [InlineData("config: {}\n", "infra:a", "1", "config:\n  infra:a: \"1\"\n")]
    [InlineData("encryptionsalt: s\n", "infra:a", "x: y", "encryptionsalt: s\nconfig:\n  infra:a: \"x: y\"\n")]
    public void One_value_is_set_and_nothing_else_changes(string before, string key, string value, string after)
    {
        var file = Load(before).SaveConfig(key, value, isSecret: false);

        Assert.Equal(after.Replace("a: 9", "a: \"9\"", StringComparison.Ordinal), File.ReadAllText(file.Path));
        Assert.Equal(value, file.ForProgram(Mock.Of<ISecretsProvider>()).Values[key]);
    }

    [Fact]
    public void A_secret_is_set_as_secure()
    {
        var file = Load("encryptionsalt: s\nconfig:\n  a: 1\n").SaveConfig("infra:a", "v1:b:c", isSecret: true);

        Assert.Equal("encryptionsalt: s\nconfig:\n  a:\n    secure: v1:b:c\n", File.ReadAllText(file.Path));
        Assert.True(file.Config["infra:a"].IsSecret);
    }

    [Fact]
    public void An_edit_that_would_change_another_value_is_left_to_a_person()
    {
        // The block has no line end at its end; one more line would give it one.
        var file = Load("config:\n  a: |\n    x");

        var error = Assert.Throws<EngineException>(() => file.SaveConfig("infra:b", "2", isSecret: false));

        Assert.Equal("stacks/Pulumi.dev.yaml: 'infra:b' cannot be set in a file that is written like this; set it by hand.", error.Message);
        Assert.Equal("config:\n  a: |\n    x", File.ReadAllText(file.Path));
    }

    [Fact]
    public void What_is_written_in_braces_is_left_to_a_person()
    {
        var file = Load("config: {a: 1}\n");

        Assert.Contains("braces", Assert.Throws<EngineException>(() => file.SaveConfig("infra:a", "2", isSecret: false)).Message, StringComparison.Ordinal);
        Assert.Equal("config: {a: 1}\n", File.ReadAllText(file.Path));
    }

    private ProgramConfig Program(string text)
    {
        var secrets = new Mock<ISecretsProvider>();
        secrets.Setup(provider => provider.Decrypt(It.IsAny<string>())).Returns<string>(ciphertext => $"decrypted {ciphertext}");
        return Load(text).ForProgram(secrets.Object);
    }

    private StackFile Load(string text)
    {
        _folder.Write("stacks/Pulumi.dev.yaml", text);
        return Project().LoadStack("dev");
    }

    private ProjectFile Project() => ProjectFile.Load(_folder.Write("Pulumi.yaml", _project));
}
