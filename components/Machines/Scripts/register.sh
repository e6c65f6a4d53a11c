# shellcheck shell=bash
# The register of machines, a ConfigMap: the address, labels and taints that each node was given. Nodes may change what stands on their own object, but not this.

# registered NODE FIELD
registered() {
    local entries name value
    # shellcheck disable=SC2016 # the variables are the template's
    entries=$(kube --namespace kube-system get configmap infra-machines --ignore-not-found --output 'go-template={{range $name, $value := .data}}{{$name}} {{$value}}{{"\n"}}{{end}}')
    while read -r name value; do
        [ "$name" != "$1_$2" ] || printf '%s\n' "$value"
    done <<<"$entries"
}
