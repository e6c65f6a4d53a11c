-- What only states something has no status: it is in order once it is there.
function InterpretHealth(observedObj)
  return observedObj ~= nil
end
