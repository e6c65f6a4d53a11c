using Infra.Interop.Programs;

return await Pulumi.Deployment.RunAsync<ShopStack>();
