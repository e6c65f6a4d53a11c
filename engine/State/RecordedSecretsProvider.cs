namespace Infra.Engine.State;

/// <summary>The secrets provider that a deployment names: known by type and state as soon as the name is read, found only when it is needed.</summary>
internal sealed class RecordedSecretsProvider : ISecretsProvider
{
    private readonly Lazy<ISecretsProvider> _found;

    public RecordedSecretsProvider(string place, SecretsProviderLookup lookup) => _found = new Lazy<ISecretsProvider>(
        () => lookup(Type, State) ?? throw new EngineException($"{place}: its secrets were encrypted by the secrets provider '{Type}', which cannot be used here."));

    public string Type { get; private set; } = "";

    public IReadOnlyDictionary<string, string> State { get; private set; } = ResourceState.NoFields;

    /// <summary>Whether the deployment has named it so far.</summary>
    public bool IsNamed => Type.Length > 0;

    public void Name(string type, IReadOnlyDictionary<string, string> state) => (Type, State) = (type, state);

    public string Encrypt(string plaintext) => _found.Value.Encrypt(plaintext);

    public string Decrypt(string ciphertext) => _found.Value.Decrypt(ciphertext);
}
