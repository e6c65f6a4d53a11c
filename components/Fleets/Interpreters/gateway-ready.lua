-- Whether one gateway in one member is ready: "True", "False" or "Unknown"; why, as a word and as a sentence; since when.
local function ready(object)
  local metadata, status = object.metadata or {}, object.status or {}
  local conditions = {}
  for _, condition in ipairs(status.conditions or {}) do
    conditions[condition.type] = condition
  end

  -- A gateway that its controller refuses is never programmed, and why it is refused says more.
  local word = conditions.Programmed
  if conditions.Accepted ~= nil and conditions.Accepted.status == "False" then
    word = conditions.Accepted
  end
  if word == nil then
    return "Unknown", "NotReported", "its controller has not reported", metadata.creationTimestamp
  end
  local seen = word.observedGeneration
  if seen ~= nil and metadata.generation ~= nil and seen < metadata.generation then
    return "Unknown", "Progressing", "its controller has not seen the newest version", word.lastTransitionTime
  end
  return word.status, word.reason, word.message, word.lastTransitionTime
end
