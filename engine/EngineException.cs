namespace Infra.Engine;

/// <summary>Something that whoever runs the engine can put right: its message is complete and is shown without a stack trace.</summary>
public class EngineException(string message, Exception? inner = null) : Exception(message, inner);
