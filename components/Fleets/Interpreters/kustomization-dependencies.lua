function GetDependencies(desiredObj)
  local spec = desiredObj.spec
  local list, needs = references(desiredObj)
  needs.source(spec.sourceRef)
  needs.secret((spec.decryption or {}).secretRef)
  needs.values((spec.postBuild or {}).substituteFrom)
  needs.account(spec.serviceAccountName)
  return list
end
