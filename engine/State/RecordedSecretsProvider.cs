namespace Infra.Engine.State;

/// <summary>The secrets provider that a deployment names: known by type and state at once, found only when it is needed.</summary>
internal sealed class RecordedSecretsProvider(string type, IReadOnlyDictionary<string, string> state, string place, SecretsProviderLookup lookup) : ISecretsProvider
{
    private readonly Lazy<ISecretsProvider> _found = new(
        () => lookup(type, state)
            ?? throw new EngineException($"{place}: its secrets were encrypted by the secrets provider '{type}', which cannot be used here."));

    public string Type => type;

    public IReadOnlyDictionary<string, string> State => state;

    public string Encrypt(string plaintext) => _found.Value.Encrypt(plaintext);

    public string Decrypt(string ciphertext) => _found.Value.Decrypt(ciphertext);
}
