using Infra.Engine.Secrets;
using Xunit;

namespace Infra.Tests.Runs;

/// <summary>The variable of the passphrase is one for the whole process, so tests that set it run one after the other.</summary>
[CollectionDefinition(Name)]
public sealed class Passphrases
{
    public const string Name = "passphrases";

    /// <summary>Sets the variable until it is disposed of.</summary>
    internal sealed class Given : IDisposable
    {
        private readonly string? _before = Environment.GetEnvironmentVariable(PassphraseSource.Variable);

        public Given(string passphrase) => Environment.SetEnvironmentVariable(PassphraseSource.Variable, passphrase);

        public void Dispose() => Environment.SetEnvironmentVariable(PassphraseSource.Variable, _before);
    }
}
