function GetDependencies(desiredObj)
  local spec = desiredObj.spec
  local list, needs = references(desiredObj)
  local chart = (spec.chart or {}).spec or {}
  needs.source(chart.sourceRef)
  needs.secret((chart.verify or {}).secretRef)
  needs.source(spec.chartRef)
  needs.values(spec.valuesFrom)
  needs.account(spec.serviceAccountName)
  return list
end
