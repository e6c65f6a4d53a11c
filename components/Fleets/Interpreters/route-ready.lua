-- Whether one route or policy of Gateway API in one member is ready: "True", "False" or "Unknown"; why, as a word and as a sentence; since when.
local function ready(object)
  local metadata, status = object.metadata or {}, object.status or {}
  local created = metadata.creationTimestamp

  -- A route is answered by each of its parents, a policy by each ancestor of what it is about; all of them must have taken it.
  local since, fault, waiting, answers = nil, nil, false, 0
  for _, parent in ipairs(status.parents or status.ancestors or {}) do
    local accepted = false
    for _, condition in ipairs(parent.conditions or {}) do
      if condition.type == "Accepted" or condition.type == "ResolvedRefs" then
        local time, seen = condition.lastTransitionTime, condition.observedGeneration
        if time ~= nil and (since == nil or time > since) then
          since = time
        end
        if seen ~= nil and metadata.generation ~= nil and seen < metadata.generation then
          waiting = true
        elseif condition.status ~= "True" and fault == nil then
          fault = condition
        end
        accepted = accepted or condition.type == "Accepted"
      end
    end
    if accepted then
      answers = answers + 1
    end
  end

  if answers == 0 then
    return "Unknown", "NotReported", "no parent has reported", created
  end
  if fault ~= nil then
    return fault.status, fault.reason, fault.message, fault.lastTransitionTime
  end
  if waiting then
    return "Unknown", "Progressing", "a parent has not seen the newest version", since
  end
  return "True", "Accepted", "", since
end
