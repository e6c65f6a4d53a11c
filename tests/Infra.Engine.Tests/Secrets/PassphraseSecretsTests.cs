using Infra.Engine.Secrets;
using Moq;
using Xunit;

namespace Infra.Engine.Tests.Secrets;

public sealed class PassphraseSecretsTests
{
    // Pulumi's own: the passphrase is "password".
    private const string Salt = "v1:fozI5u6B030=:v1:F+6ZduKKd8G0/V7L:PGMFeIzwobWRKmEAzUdaQHqC5mMRIQ==";

    [Fact]
    public void Pulumis_vector_decrypts()
    {
        using var secrets = Provider(Salt, "password");

        Assert.Equal("pulumi", secrets.Decrypt("v1:F+6ZduKKd8G0/V7L:PGMFeIzwobWRKmEAzUdaQHqC5mMRIQ=="));
        Assert.Equal(Salt, secrets.State["salt"]);
        Assert.Equal("passphrase", secrets.Type);
    }

    [Fact]
    public void A_wrong_passphrase_is_told_once_with_the_variable_and_the_file()
    {
        using var secrets = Provider(Salt, "passw0rd");

        var error = Assert.Throws<PassphraseException>(() => secrets.Decrypt("v1:F+6ZduKKd8G0/V7L:PGMFeIzwobWRKmEAzUdaQHqC5mMRIQ=="));

        Assert.Equal("Incorrect passphrase for stack 'dev': PULUMI_CONFIG_PASSPHRASE does not match the encryptionsalt of stacks/Pulumi.dev.yaml.", error.Message);
        Assert.DoesNotContain("passw0rd", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_encrypted_decrypts_under_the_same_salt_in_another_run()
    {
        string? kept = null;
        using var first = Provider(null, "", salt => kept = salt);
        var ciphertext = first.Encrypt("zürich \n 🔑");

        Assert.NotNull(kept);
        using var second = Provider(kept, "");
        Assert.Equal("zürich \n 🔑", second.Decrypt(ciphertext));
        Assert.Equal(kept, first.State["salt"]);
    }

    [Fact]
    public void A_salt_is_new_each_time_and_so_is_each_ciphertext()
    {
        using var first = Provider(null, "p");
        using var second = Provider(null, "p");

        Assert.NotEqual(first.State["salt"], second.State["salt"]);
        Assert.NotEqual(first.Encrypt("x"), first.Encrypt("x"));
    }

    [Theory]
    [InlineData("v1:AAAA", "does not read")]
    [InlineData("v2:AAAA:AAAA", "does not read")]
    [InlineData("v1:!!:AAAA", "damaged")]
    [InlineData("v1:AAAA:AAAA", "too short")]
    [InlineData("v1:F+6ZduKKd8G0/V7L:QGMFeIzwobWRKmEAzUdaQHqC5mMRIQ==", "does not decrypt")]
    public void A_damaged_ciphertext_is_refused(string ciphertext, string reason)
    {
        using var secrets = Provider(Salt, "password");

        Assert.Contains(reason, Assert.Throws<PassphraseException>(() => secrets.Decrypt(ciphertext)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("v1:fozI5u6B030=")]
    [InlineData("v1:%:v1:F+6ZduKKd8G0/V7L:PGMFeIzwobWRKmEAzUdaQHqC5mMRIQ==")]
    [InlineData("v1:fozI5u6B030=:v1:F+6Z")]
    public void A_damaged_salt_is_told_as_one(string salt)
    {
        using var secrets = Provider(salt, "password");

        Assert.StartsWith("stacks/Pulumi.dev.yaml: the encryptionsalt is damaged", Assert.Throws<PassphraseException>(() => secrets.Encrypt("x")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Nothing_is_asked_before_something_is_secret()
    {
        var prompt = new Mock<IPassphrasePrompt>(MockBehavior.Strict);
        var source = new PassphraseSource(_ => throw new InvalidOperationException("read too early"), prompt.Object);
        using var secrets = new PassphraseSecrets(source, "dev", "stacks/Pulumi.dev.yaml", Salt, _ => { });

        Assert.Equal(Salt, secrets.State["salt"]);
    }

    [Fact]
    public void A_pipe_gets_an_error_that_names_the_variables()
    {
        var prompt = Mock.Of<IPassphrasePrompt>(asked => asked.IsInteractive == false);
        using var secrets = new PassphraseSecrets(new PassphraseSource(_ => null, prompt), "dev", "stacks/Pulumi.dev.yaml", Salt, _ => { });

        var error = Assert.Throws<PassphraseException>(() => secrets.Encrypt("x"));

        Assert.Contains("PULUMI_CONFIG_PASSPHRASE ", error.Message, StringComparison.Ordinal);
        Assert.Contains("PULUMI_CONFIG_PASSPHRASE_FILE", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_terminal_is_asked_once()
    {
        var prompt = new Mock<IPassphrasePrompt>();
        prompt.SetupGet(asked => asked.IsInteractive).Returns(true);
        prompt.Setup(asked => asked.Ask(It.IsAny<string>())).Returns("password");
        var source = new PassphraseSource(_ => null, prompt.Object);

        Assert.Equal("password", source.Read("dev").Text);
        Assert.Equal("password", source.Read("dev").Text);
        prompt.Verify(asked => asked.Ask(It.IsAny<string>()), Times.Once);
    }

    [Fact]
    public void A_new_passphrase_is_typed_twice_the_same()
    {
        var prompt = new Mock<IPassphrasePrompt>();
        prompt.SetupGet(asked => asked.IsInteractive).Returns(true);
        prompt.SetupSequence(asked => asked.Ask(It.IsAny<string>())).Returns("one").Returns("two");

        var error = Assert.Throws<PassphraseException>(() => new PassphraseSource(_ => null, prompt.Object).Choose("dev"));

        Assert.Contains("differ", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_empty_variable_is_a_passphrase_and_wins_over_the_file()
    {
        var source = Source(("PULUMI_CONFIG_PASSPHRASE", ""), ("PULUMI_CONFIG_PASSPHRASE_FILE", "/nowhere"));

        Assert.Equal("", source.Read("dev").Text);
    }

    [Fact]
    public void A_passphrase_file_is_trimmed()
    {
        using var folder = new TemporaryFolder();
        var source = Source(("PULUMI_CONFIG_PASSPHRASE_FILE", folder.Write("p", "  password\n")));

        Assert.Equal("password", source.Read("dev").Text);
    }

    [Fact]
    public void A_passphrase_file_that_is_missing_is_named()
    {
        using var folder = new TemporaryFolder();

        var error = Assert.Throws<PassphraseException>(() => Source(("PULUMI_CONFIG_PASSPHRASE_FILE", folder["none"])).Read("dev"));

        Assert.Contains(folder["none"], error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_passphrase_does_not_print_itself() => Assert.DoesNotContain("password", new Passphrase("password", "x").ToString(), StringComparison.Ordinal);

    private static PassphraseSecrets Provider(string? salt, string passphrase, Action<string>? keep = null) =>
        new(Source(("PULUMI_CONFIG_PASSPHRASE", passphrase)), "dev", "stacks/Pulumi.dev.yaml", salt, keep ?? (_ => { }));

    private static PassphraseSource Source(params (string Name, string Value)[] variables)
    {
        var environment = variables.ToDictionary(variable => variable.Name, variable => variable.Value, StringComparer.Ordinal);
        return new PassphraseSource(environment.GetValueOrDefault, new Mock<IPassphrasePrompt>(MockBehavior.Strict).Object);
    }
}
