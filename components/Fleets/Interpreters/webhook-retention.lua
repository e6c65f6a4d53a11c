-- Istio writes its authority into the webhooks of its revision tags, each member's its own: Karmada has none to give. Other webhooks are as Karmada has them.
function Retain(desiredObj, observedObj)
  local labels = (desiredObj.metadata or {}).labels or {}
  if labels["istio.io/tag"] == nil then
    return desiredObj
  end
  local kept = {}
  for _, webhook in ipairs(observedObj.webhooks or {}) do
    kept[webhook.name] = (webhook.clientConfig or {}).caBundle
  end
  for _, webhook in ipairs(desiredObj.webhooks or {}) do
    local config = webhook.clientConfig
    if config ~= nil and (config.caBundle == nil or config.caBundle == "") then
      config.caBundle = kept[webhook.name]
    end
  end
  return desiredObj
end
