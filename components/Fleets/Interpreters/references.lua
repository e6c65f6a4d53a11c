-- Every member has its own; one from the hub would make all members the same.
local own = "cluster-identity"

-- Collects what an object needs beside it, each once, in the order in which it is named.
local function references(object)
  local list, known = {}, {}
  local function add(apiVersion, kind, name, namespace)
    if name == nil or name == "" or (kind == "ConfigMap" and name == own) then
      return
    end
    local home = namespace or object.metadata.namespace
    local key = table.concat({ apiVersion, kind, home, name }, "/")
    if not known[key] then
      known[key] = true
      table.insert(list, { apiVersion = apiVersion, kind = kind, namespace = home, name = name })
    end
  end
  local function secret(reference)
    add("v1", "Secret", (reference or {}).name)
  end
  local function source(reference)
    if reference ~= nil then
      add(reference.apiVersion or "source.toolkit.fluxcd.io/v1", reference.kind, reference.name, reference.namespace)
    end
  end
  -- Names ConfigMaps and Secrets, each with its kind.
  local function values(entries)
    for _, entry in ipairs(entries or {}) do
      add("v1", entry.kind, entry.name)
    end
  end
  local function account(name)
    add("v1", "ServiceAccount", name)
  end
  return list, { secret = secret, source = source, values = values, account = account }
end
