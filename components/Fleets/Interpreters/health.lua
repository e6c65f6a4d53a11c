function InterpretHealth(observedObj)
  local state = ready(observedObj)
  return state == "True"
end
