//go:build js

package main

import "syscall/js"

// main hands `globalThis.upstreamBuild(files, target)` to JavaScript; it returns `{ yaml }` or `{ error }`.
func main() {
	js.Global().Set("upstreamBuild", js.FuncOf(func(_ js.Value, arguments []js.Value) any {
		names := js.Global().Get("Object").Call("keys", arguments[0])
		files := make(map[string]string, names.Length())
		for i := range names.Length() {
			name := names.Index(i).String()
			files[name] = arguments[0].Get(name).String()
		}
		yaml, err := build(files, arguments[1].String())
		if err != nil {
			return map[string]any{"error": err.Error()}
		}
		return map[string]any{"yaml": yaml}
	}))
	select {}
}
