-- Rules and monitors are read, not run: they are in order unless a Prometheus that reads them says that it refused them.
function InterpretHealth(observedObj)
  local status = observedObj.status or {}
  for _, binding in ipairs(status.bindings or {}) do
    for _, condition in ipairs(binding.conditions or {}) do
      if condition.type == "Accepted" and condition.status == "False" then
        return false
      end
    end
  end
  return true
end
