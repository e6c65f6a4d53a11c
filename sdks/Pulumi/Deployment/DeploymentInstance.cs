namespace Pulumi;

/// <summary>What a program may know of its run, and the provider functions that it may call.</summary>
public sealed class DeploymentInstance
{
    private readonly Deployment _deployment;

    internal DeploymentInstance(Deployment deployment) => _deployment = deployment;

    /// <summary>The organization that the stack belongs to; <c>organization</c> where the backend has none.</summary>
    public string OrganizationName => _deployment.Settings.Organization;

    /// <summary>The project's name, from <c>Pulumi.yaml</c>.</summary>
    public string ProjectName => _deployment.Settings.Project;

    /// <summary>The stack's name.</summary>
    public string StackName => _deployment.Settings.Stack;

    /// <summary>The folder of <c>Pulumi.yaml</c>.</summary>
    /// <exception cref="InvalidOperationException">The host did not say.</exception>
    public string RootDirectory => _deployment.Settings.RootDirectory
        ?? throw new InvalidOperationException("The root directory is not known: the environment variable PULUMI_ROOT_DIRECTORY is not set.");

    /// <summary>Whether this is a preview: nothing is deployed, and what only a deployment tells stays unknown.</summary>
    public bool IsDryRun => _deployment.Settings.IsDryRun;

    /// <summary>Calls a provider function at once. Its arguments must all be known.</summary>
    /// <param name="token">The function, for example <c>aws:index/getRegion:getRegion</c>.</param>
    /// <param name="args">Its arguments.</param>
    /// <param name="options">How it is called; null for the defaults.</param>
    public Task<T> InvokeAsync<T>(string token, InvokeArgs args, InvokeOptions? options = null) => InvokeAsync<T>(token, args, options, registerPackageRequest: null);

    /// <inheritdoc cref="InvokeAsync{T}(string, InvokeArgs, InvokeOptions?)"/>
    /// <param name="registerPackageRequest">The package that the function comes from.</param>
    public async Task<T> InvokeAsync<T>(string token, InvokeArgs args, InvokeOptions? options, RegisterPackageRequest? registerPackageRequest) =>
        (await _deployment.Functions.InvokeNowAsync<T>(token, args, options, registerPackageRequest, isSingle: false)).Value;

    /// <summary>Calls a provider function at once, for its effect.</summary>
    /// <inheritdoc cref="InvokeAsync{T}(string, InvokeArgs, InvokeOptions?)"/>
    public Task InvokeAsync(string token, InvokeArgs args, InvokeOptions? options = null) => InvokeAsync(token, args, options, registerPackageRequest: null);

    /// <inheritdoc cref="InvokeAsync{T}(string, InvokeArgs, InvokeOptions?, RegisterPackageRequest?)"/>
    public async Task InvokeAsync(string token, InvokeArgs args, InvokeOptions? options, RegisterPackageRequest? registerPackageRequest) =>
        await _deployment.Functions.InvokeNowAsync<object>(token, args, options, registerPackageRequest, isSingle: false);

    /// <summary>Calls a provider function at once that returns a value of one field, and gives that field.</summary>
    /// <inheritdoc cref="InvokeAsync{T}(string, InvokeArgs, InvokeOptions?)"/>
    public Task<T> InvokeSingleAsync<T>(string token, InvokeArgs args, InvokeOptions? options = null) =>
        InvokeSingleAsync<T>(token, args, options, registerPackageRequest: null);

    /// <inheritdoc cref="InvokeSingleAsync{T}(string, InvokeArgs, InvokeOptions?)"/>
    /// <param name="registerPackageRequest">The package that the function comes from.</param>
    public async Task<T> InvokeSingleAsync<T>(string token, InvokeArgs args, InvokeOptions? options, RegisterPackageRequest? registerPackageRequest) =>
        (await _deployment.Functions.InvokeNowAsync<T>(token, args, options, registerPackageRequest, isSingle: true)).Value;

    /// <summary>Calls a provider function once its arguments are known. The result is unknown as long as one of them is.</summary>
    /// <inheritdoc cref="InvokeAsync{T}(string, InvokeArgs, InvokeOptions?)"/>
    public Output<T> Invoke<T>(string token, InvokeArgs args, InvokeOptions? options = null) => Invoke<T>(token, args, options, registerPackageRequest: null);

    /// <inheritdoc cref="Invoke{T}(string, InvokeArgs, InvokeOptions?)"/>
    public Output<T> Invoke<T>(string token, InvokeArgs args, InvokeOutputOptions options) => Invoke<T>(token, args, options, registerPackageRequest: null);

    /// <inheritdoc cref="Invoke{T}(string, InvokeArgs, InvokeOptions?)"/>
    /// <param name="registerPackageRequest">The package that the function comes from.</param>
    public Output<T> Invoke<T>(string token, InvokeArgs args, InvokeOptions? options, RegisterPackageRequest? registerPackageRequest) =>
        _deployment.Functions.Invoke<T>(token, args, options, registerPackageRequest, isSingle: false);

    /// <inheritdoc cref="Invoke{T}(string, InvokeArgs, InvokeOptions?, RegisterPackageRequest?)"/>
    public Output<T> Invoke<T>(string token, InvokeArgs args, InvokeOutputOptions options, RegisterPackageRequest? registerPackageRequest) =>
        _deployment.Functions.Invoke<T>(token, args, options, registerPackageRequest, isSingle: false);

    /// <summary>Calls a provider function that returns a value of one field, and gives that field.</summary>
    /// <inheritdoc cref="Invoke{T}(string, InvokeArgs, InvokeOptions?)"/>
    public Output<T> InvokeSingle<T>(string token, InvokeArgs args, InvokeOptions? options = null) =>
        InvokeSingle<T>(token, args, options, registerPackageRequest: null);

    /// <inheritdoc cref="InvokeSingle{T}(string, InvokeArgs, InvokeOptions?)"/>
    public Output<T> InvokeSingle<T>(string token, InvokeArgs args, InvokeOutputOptions options) =>
        InvokeSingle<T>(token, args, options, registerPackageRequest: null);

    /// <inheritdoc cref="InvokeSingle{T}(string, InvokeArgs, InvokeOptions?)"/>
    /// <param name="registerPackageRequest">The package that the function comes from.</param>
    public Output<T> InvokeSingle<T>(string token, InvokeArgs args, InvokeOptions? options, RegisterPackageRequest? registerPackageRequest) =>
        _deployment.Functions.Invoke<T>(token, args, options, registerPackageRequest, isSingle: true);

    /// <inheritdoc cref="InvokeSingle{T}(string, InvokeArgs, InvokeOptions?, RegisterPackageRequest?)"/>
    public Output<T> InvokeSingle<T>(string token, InvokeArgs args, InvokeOutputOptions options, RegisterPackageRequest? registerPackageRequest) =>
        _deployment.Functions.Invoke<T>(token, args, options, registerPackageRequest, isSingle: true);

    /// <summary>Calls a method of a resource.</summary>
    /// <param name="token">The method, for example <c>package:index:Component/getAddress</c>.</param>
    /// <param name="args">Its arguments.</param>
    /// <param name="self">The resource.</param>
    /// <param name="options">How it is called; null for the defaults.</param>
    public Output<T> Call<T>(string token, CallArgs args, Resource? self = null, CallOptions? options = null) =>
        _deployment.Functions.Call<T>(token, args, self, options, package: null);

    /// <inheritdoc cref="Call{T}(string, CallArgs, Resource?, CallOptions?)"/>
    /// <param name="registerPackageRequest">The package that the method comes from.</param>
    public Output<T> Call<T>(string token, CallArgs args, Resource? self, CallOptions? options, RegisterPackageRequest? registerPackageRequest) =>
        _deployment.Functions.Call<T>(token, args, self, options, registerPackageRequest);

    /// <summary>Calls a method of a resource for its effect.</summary>
    /// <inheritdoc cref="Call{T}(string, CallArgs, Resource?, CallOptions?)"/>
    public void Call(string token, CallArgs args, Resource? self = null, CallOptions? options = null) =>
        _deployment.Functions.Call<object>(token, args, self, options, package: null);

    /// <inheritdoc cref="Call{T}(string, CallArgs, Resource?, CallOptions?, RegisterPackageRequest?)"/>
    public void Call(string token, CallArgs args, Resource? self, CallOptions? options, RegisterPackageRequest? registerPackageRequest) =>
        _deployment.Functions.Call<object>(token, args, self, options, registerPackageRequest);

    /// <inheritdoc cref="Deployment.RegisterInvokeTransform"/>
    public void RegisterInvokeTransform(InvokeTransform transform) => _deployment.RegisterInvokeTransform(transform);
}
