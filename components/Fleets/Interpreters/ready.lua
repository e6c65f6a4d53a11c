-- Whether one object in one member is ready: "True", "False" or "Unknown"; why, as a word and as a sentence; since when.
local function ready(object)
  local metadata, spec, status = object.metadata or {}, object.spec or {}, object.status or {}
  local created = metadata.creationTimestamp

  -- Flux leaves the last word of a suspended object standing; nobody would see that it is not looked after.
  if spec.suspend then
    return "False", "Suspended", "suspended in this member", created
  end

  -- A repository of charts in a registry is an address only: Flux gives it no status.
  if object.kind == "HelmRepository" and spec.type == "oci" then
    return "True", "Address", "", created
  end

  local conditions = {}
  for _, condition in ipairs(status.conditions or {}) do
    conditions[condition.type] = condition
  end
  local word, stalled, reconciling = conditions.Ready, conditions.Stalled, conditions.Reconciling

  -- A stalled object waits for somebody to change it, whatever its other conditions say.
  if stalled ~= nil and stalled.status == "True" then
    return "False", stalled.reason, stalled.message, stalled.lastTransitionTime
  end
  if word == nil then
    return "Unknown", "NotReported", "its controller has not reported", created
  end

  -- What was said about an older generation says nothing about this one. While Flux retries, only the condition counts on.
  local seen = word.observedGeneration or status.observedGeneration
  if word.status == "True" then
    seen = status.observedGeneration or seen
  end
  if seen ~= nil and metadata.generation ~= nil and seen < metadata.generation then
    local message = "its controller has not seen the newest version"
    if reconciling ~= nil and reconciling.message ~= nil and reconciling.message ~= "" then
      message = reconciling.message
    end
    return "Unknown", "Progressing", message, word.lastTransitionTime
  end

  return word.status, word.reason, word.message, word.lastTransitionTime
end
