-- The longest text that a member sends up: what thousands of members say lies in one object of Karmada, which etcd keeps under 1.5 MiB.
local longest = 200

-- Never cuts a letter of several bytes in two.
local function shortened(text)
  if #text <= longest then
    return text
  end
  local last = longest
  while last > 0 and string.byte(text, last + 1) >= 128 and string.byte(text, last + 1) < 192 do
    last = last - 1
  end
  return string.sub(text, 1, last) .. "..."
end

-- The version that runs: of a chart by Helm's own history, of a folder by what was applied.
local function running(status)
  local newest = (status.history or {})[1]
  if newest ~= nil and newest.chartVersion ~= nil then
    return newest.chartVersion
  end
  return status.lastAppliedRevision
end

function ReflectStatus(observedObj)
  local state, reason, message, since = ready(observedObj)
  local condition = { type = "Ready", status = state, reason = reason, lastTransitionTime = since }
  if state ~= "True" then
    condition.message = shortened(message or "")
  end

  local metadata = observedObj.metadata or {}
  return {
    conditions = { condition },
    version = running(observedObj.status or {}),
    -- Karmada writes on what it applies which generation of the hub's object it came from.
    resourceTemplateGeneration = tonumber((metadata.annotations or {})["resourcetemplate.karmada.io/generation"]),
  }
end
