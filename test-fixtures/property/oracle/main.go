// Program oracle answers builds with the libraries of the reference, without a process per build.
//
// It reads one JSON object a line, {"id", "files": {path: text}, "target", "reorder"}, and writes one a
// line, {"id", "ok", "yaml", "error"}, in the same order. Every build has the OpenAPI state of a fresh
// process. Texts that are not valid UTF-8 cannot be told in JSON and are not supported.
package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"log"
	"os"
	"path/filepath"
	"runtime/debug"
	"strings"

	"sigs.k8s.io/kustomize/api/krusty"
	"sigs.k8s.io/kustomize/kyaml/filesys"
	"sigs.k8s.io/kustomize/kyaml/openapi"
)

type request struct {
	ID      int               `json:"id"`
	Files   map[string]string `json:"files"`
	Target  string            `json:"target"`
	Reorder string            `json:"reorder"`
}

type answer struct {
	ID    int    `json:"id"`
	OK    bool   `json:"ok"`
	YAML  string `json:"yaml"`
	Error string `json:"error"`
}

func main() {
	silence()
	debug.SetGCPercent(400)
	folder, err := os.MkdirTemp(fastTemp(), "kust-oracle-")
	if err != nil {
		panic(err)
	}
	defer os.RemoveAll(folder)
	if folder, err = filepath.EvalSymlinks(folder); err != nil {
		panic(err)
	}
	in := bufio.NewReaderSize(os.Stdin, 1<<20)
	out := json.NewEncoder(os.Stdout)
	out.SetEscapeHTML(false)
	for number := 0; ; number++ {
		line, err := in.ReadBytes('\n')
		if len(line) > 1 {
			var asked request
			if err := json.Unmarshal(line, &asked); err != nil {
				panic(err)
			}
			if err := out.Encode(answerTo(asked, filepath.Join(folder, fmt.Sprint(number)))); err != nil {
				return
			}
		}
		if err == io.EOF {
			return
		}
		if err != nil {
			panic(err)
		}
	}
}

// answerTo builds one tree in a folder of its own. A panic is a refusal: kubectl dies of it.
func answerTo(asked request, folder string) (result answer) {
	result.ID = asked.ID
	defer os.RemoveAll(folder)
	defer func() {
		if cause := recover(); cause != nil {
			result = answer{ID: asked.ID, Error: fmt.Sprintf("panic: %v", cause)}
			openapi.ResetOpenAPI()
		}
	}()
	if touchesSchema(asked.Files) {
		// Parsing the built-in schema takes far longer than a build, and only `openapi` changes it.
		openapi.ResetOpenAPI()
		defer openapi.ResetOpenAPI()
	}
	if err := write(asked.Files, folder); err != nil {
		panic(err)
	}
	yaml, err := build(filepath.Join(folder, asked.Target), asked.Reorder)
	if err != nil {
		result.Error = err.Error()
		return result
	}
	result.OK = true
	result.YAML = string(yaml)
	return result
}

// build does what `kubectl kustomize TARGET` does.
func build(target string, reorder string) ([]byte, error) {
	options := krusty.MakeDefaultOptions()
	options.Reorder = krusty.ReorderOptionUnspecified
	if reorder != "" {
		options.Reorder = krusty.ReorderOption(reorder)
	}
	resources, err := krusty.MakeKustomizer(options).Run(filesys.MakeFsOnDisk(), target)
	if err != nil {
		return nil, err
	}
	return resources.AsYaml()
}

func touchesSchema(files map[string]string) bool {
	for _, text := range files {
		if strings.Contains(strings.ToLower(text), "openapi") {
			return true
		}
	}
	return false
}

func write(files map[string]string, folder string) error {
	if err := os.Mkdir(folder, 0o755); err != nil {
		return err
	}
	for name, text := range files {
		path := filepath.Join(folder, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			return err
		}
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			return err
		}
	}
	return nil
}

// silence drops warnings and logs: thousands of builds would drown everything else.
func silence() {
	log.SetOutput(io.Discard)
	if null, err := os.OpenFile(os.DevNull, os.O_WRONLY, 0); err == nil {
		os.Stderr = null
	}
}

// fastTemp names a folder in memory where there is one.
func fastTemp() string {
	if info, err := os.Stat("/dev/shm"); err == nil && info.IsDir() && os.Getenv("TMPDIR") == "" {
		return "/dev/shm"
	}
	return ""
}
