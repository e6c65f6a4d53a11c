function GetDependencies(desiredObj)
  local spec = desiredObj.spec
  local list, needs = references(desiredObj)
  local verify = spec.verify or {}
  needs.secret(spec.secretRef)
  needs.secret(spec.certSecretRef)
  needs.secret(spec.proxySecretRef)
  needs.secret(verify.secretRef)
  needs.secret(verify.trustedRootSecretRef)
  needs.account(spec.serviceAccountName)
  for _, included in ipairs(spec.include or {}) do
    needs.source({ kind = "GitRepository", name = (included.repository or {}).name })
  end
  return list
end
