// Localizes as `kustomize localize --no-verify` does: main TARGET SCOPE NEWDIR, in the current folder.
package main

import (
	"fmt"
	"os"

	"sigs.k8s.io/kustomize/api/krusty/localizer"
	"sigs.k8s.io/kustomize/kyaml/filesys"
)

func main() {
	dst, err := localizer.Run(filesys.MakeFsOnDisk(), os.Args[1], os.Args[2], os.Args[3])
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	fmt.Print(dst)
}
