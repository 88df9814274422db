// Upstream's own engine (sigs.k8s.io/kustomize/api/krusty) behind one function, compiled to WebAssembly.
package main

import (
	"sigs.k8s.io/kustomize/api/krusty"
	"sigs.k8s.io/kustomize/kyaml/filesys"
)

// build renders a target of a tree that is given as contents by absolute path, as `kustomize build` does.
func build(files map[string]string, target string) (string, error) {
	disk := filesys.MakeFsInMemory()
	for path, content := range files {
		if err := disk.WriteFile(path, []byte(content)); err != nil {
			return "", err
		}
	}
	options := krusty.MakeDefaultOptions()
	// As the command sets it: what `sortOptions` says, else the order of kinds.
	options.Reorder = krusty.ReorderOptionUnspecified
	resources, err := krusty.MakeKustomizer(options).Run(disk, target)
	if err != nil {
		return "", err
	}
	yaml, err := resources.AsYaml()
	return string(yaml), err
}
