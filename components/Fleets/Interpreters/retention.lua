-- Who suspends an object in a member by hand, in the middle of an incident, keeps it suspended, unless the hub says otherwise in so many words.
-- The member then counts as not ready, so it is not forgotten.
function Retain(desiredObj, observedObj)
  local desired, observed = desiredObj.spec, observedObj.spec
  if desired ~= nil and observed ~= nil and desired.suspend == nil then
    desired.suspend = observed.suspend
  end
  return desiredObj
end
