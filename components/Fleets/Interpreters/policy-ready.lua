-- Whether one policy of Kyverno in one member is ready: "True", "False" or "Unknown"; why, as a word and as a sentence; since when.
local function ready(object)
  local metadata, spec, status = object.metadata or {}, object.spec or {}, object.status or {}
  local said = status.conditionStatus
  if said == nil or said.ready == nil then
    return "Unknown", "NotReported", "Kyverno has not reported", metadata.creationTimestamp
  end

  -- Ready means that every condition holds; the first that does not says why. Times are of one form, so the later one is the greater.
  local since, fault = nil, nil
  for _, condition in ipairs(said.conditions or {}) do
    local time = condition.lastTransitionTime
    if time ~= nil and (since == nil or time > since) then
      since = time
    end
    if fault == nil and condition.status ~= "True" then
      fault = condition
    end
  end
  since = since or metadata.creationTimestamp

  -- What Kubernetes is to hold itself is held when Kyverno has given it over. Kyverno has no webhook for it then, and need not be able to read what it is about.
  local native = (spec.autogen or {}).validatingAdmissionPolicy or {}
  if native.enabled then
    if status.generated then
      return "True", "Generated", "", since
    end
    local message = said.message
    if message == nil or message == "" then
      message = "Kubernetes has not been given the policy"
    end
    return "False", "NotGenerated", message, since
  end

  if not said.ready then
    fault = fault or {}
    return "False", fault.type or "NotReady", fault.message or said.message, since
  end
  return "True", "Ready", "", since
end
