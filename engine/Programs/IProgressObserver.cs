using Infra.Engine.Planning;

namespace Infra.Engine.Programs;

/// <summary>Sees a run as it happens. Called from several threads; the order is the order of arrival, which a plan's is not.</summary>
public interface IProgressObserver
{
    /// <summary>The program registered or read a resource, and this is what would become of it.</summary>
    void ResourcePlanned(PlanStep step)
    {
    }

    /// <summary>The program or the engine said something.</summary>
    void Reported(Diagnostic diagnostic)
    {
    }

    /// <summary>The program wrote a line to its standard output or error.</summary>
    void ProgramWrote(string line, bool isError)
    {
    }
}

/// <summary>Watches nothing.</summary>
public sealed class SilentObserver : IProgressObserver
{
    /// <summary>The only instance.</summary>
    public static readonly SilentObserver Instance = new();
}
