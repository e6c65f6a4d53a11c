using System.Collections.Immutable;
using Infra.Engine.Projects;
using Infra.Engine.Secrets;
using Moq;
using Xunit;

namespace Infra.Engine.Tests.Secrets;

public sealed class StackSecretsTests : IDisposable
{
    private const string Salt = "v1:fozI5u6B030=:v1:F+6ZduKKd8G0/V7L:PGMFeIzwobWRKmEAzUdaQHqC5mMRIQ==";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_stack_without_a_salt_gets_one_with_its_first_secret_and_not_before()
    {
        using var secrets = Secrets("config:\n  a: 1\n", "");
        Assert.Equal("config:\n  a: 1\n", _folder.Read("Pulumi.dev.yaml"));

        var ciphertext = secrets.Provider.Encrypt("x");

        Assert.StartsWith("encryptionsalt: v1:", _folder.Read("Pulumi.dev.yaml"), StringComparison.Ordinal);
        using var again = new StackSecrets(Project().LoadStack("dev"), Source(""));
        Assert.Equal("x", again.Provider.Decrypt(ciphertext));
    }

    [Fact]
    public void A_record_under_the_same_salt_shares_the_key_and_one_under_another_has_its_own()
    {
        using var secrets = Secrets($"encryptionsalt: {Salt}\n", "password");
        using var other = new PassphraseSecrets(Source("password"), "dev", "elsewhere", null, _ => { });
        var ciphertext = other.Encrypt("y");

        Assert.Same(secrets.Provider, secrets.Find("passphrase", ImmutableDictionary<string, string>.Empty.Add("salt", Salt)));
        Assert.Equal("y", secrets.Find("passphrase", other.State)!.Decrypt(ciphertext));
        Assert.Null(secrets.Find("service", ImmutableDictionary<string, string>.Empty));
    }

    [Fact]
    public void Another_secrets_provider_is_refused_when_a_secret_is_needed()
    {
        using var secrets = Secrets("secretsprovider: awskms://alias/x\nencryptedkey: AAAA\n", "");

        var error = Assert.Throws<PassphraseException>(() => secrets.Provider.Decrypt("v1:a:b"));

        Assert.StartsWith("Pulumi.dev.yaml: its secrets are protected by 'awskms://alias/x'", error.Message, StringComparison.Ordinal);
        Assert.Throws<PassphraseException>(() => secrets.Provider.Encrypt("x"));
    }

    private StackSecrets Secrets(string stackFile, string passphrase)
    {
        _folder.Write("Pulumi.yaml", "name: infra\nruntime: dotnet\n");
        _folder.Write("Pulumi.dev.yaml", stackFile);
        return new StackSecrets(Project().LoadStack("dev"), Source(passphrase));
    }

    private ProjectFile Project() => ProjectFile.Find(_folder.Path);

    private static PassphraseSource Source(string passphrase) =>
        new(name => name == PassphraseSource.Variable ? passphrase : null, new Mock<IPassphrasePrompt>(MockBehavior.Strict).Object);
}
