-- So many members are named in a message; the others are counted.
local named = 10

-- So many versions are counted in a message.
local told = 5

local function condition(object)
  for _, found in ipairs((object.status or {}).conditions or {}) do
    if found.type == "Ready" then
      return found
    end
  end
end

-- What one member says of the object: "True", "False" or "Unknown"; why; whether it is about the newest version; since when.
local function word(item, generation)
  if not item.applied then
    local message = item.appliedMessage or ""
    if message == "" then
      return "Unknown", "not applied yet", false
    end
    return "False", "not applied: " .. message, false
  end
  local found = condition(item)
  if found == nil then
    return "Unknown", "has not reported", false
  end
  local source = item.status.resourceTemplateGeneration
  if source ~= nil and source ~= generation then
    return "Unknown", "has not got the newest version", false, found.lastTransitionTime
  end
  local why = found.reason or found.status
  if found.message ~= nil and found.message ~= "" then
    why = why .. ": " .. found.message
  end
  return found.status, why, true, found.lastTransitionTime
end

-- " (1.2.0)" where all run one version, " (1.2.0 in 30, 1.3.0 in 7)" where they do not, and nothing where none is known.
local function versions(items)
  local counts, order = {}, {}
  for _, item in ipairs(items) do
    local version = (item.status or {}).version
    if version ~= nil then
      if counts[version] == nil then
        counts[version] = 0
        table.insert(order, version)
      end
      counts[version] = counts[version] + 1
    end
  end
  table.sort(order)
  if #order == 0 then
    return ""
  end
  if #order == 1 and counts[order[1]] == #items then
    return " (" .. order[1] .. ")"
  end
  local texts = {}
  for index = 1, math.min(#order, told) do
    table.insert(texts, string.format("%s in %d", order[index], counts[order[index]]))
  end
  if #order > told then
    table.insert(texts, string.format("%d other versions", #order - told))
  end
  return " (" .. table.concat(texts, ", ") .. ")"
end

local function later(one, other)
  if one == nil or (other ~= nil and other > one) then
    return other
  end
  return one
end

-- Ready here means ready in every member that has the object, so the hub's object can be waited for like any other.
function AggregateStatus(desiredObj, statusItems)
  local items, generation = {}, desiredObj.metadata.generation
  for _, item in ipairs(statusItems or {}) do
    table.insert(items, item)
  end
  table.sort(items, function(one, other) return one.clusterName < other.clusterName end)

  local ready, failed, current, since, others = 0, 0, true, nil, {}
  for _, item in ipairs(items) do
    local state, why, newest, time = word(item, generation)
    since, current = later(since, time), current and newest
    if state == "True" then
      ready = ready + 1
    else
      table.insert(others, item.clusterName .. " (" .. why .. ")")
      if state == "False" then
        failed = failed + 1
      end
    end
  end

  local state, reason, message = "Unknown", "NoMembers", "no member has it"
  if #items > 0 then
    if failed > 0 then
      state, reason = "False", "NotReady"
    elseif ready < #items then
      state, reason = "Unknown", "Progressing"
    else
      state, reason = "True", "ReadyInEveryMember"
    end
    message = string.format("ready in %d of %d members", ready, #items) .. versions(items)
    if #others > 0 then
      message = message .. "; not ready: " .. table.concat(others, "; ", 1, math.min(#others, named))
      if #others > named then
        message = message .. string.format("; and %d more", #others - named)
      end
    end
  end

  -- The time is the members', never this run's: the same reports must give the same status, or Karmada would write without end.
  local before = condition(desiredObj) or {}
  local changed = before.lastTransitionTime
  if changed == nil or before.status ~= state then
    changed = later(changed, since) or desiredObj.metadata.creationTimestamp
  end

  local status = {
    conditions = { { type = "Ready", status = state, reason = reason, message = message, lastTransitionTime = changed } },
  }
  -- Only kinds that have the field: Flux's definitions start it at -1. A field that a kind lacks would be dropped, and written again without end.
  local observed = (desiredObj.status or {}).observedGeneration
  if observed ~= nil then
    status.observedGeneration = current and generation or observed
  end
  desiredObj.status = status
  return desiredObj
end
