//go:build wasip1

package main

import (
	"encoding/json"
	"unsafe"
)

type request struct {
	Files  map[string]string `json:"files"`
	Target string            `json:"target"`
}

// Buffers that the host writes to or reads from; kept here so that they are not collected meanwhile.
var input, output []byte

// allocate returns the address of a buffer for the next request.
//
//go:wasmexport allocate
func allocate(size uint32) uint32 {
	input = make([]byte, size)
	return address(input)
}

// render answers the request (JSON) in the buffer with the address of the answer: a byte that is 0 for YAML
// and 1 for an error, then the text. The answer's length is what answerSize returns.
//
//go:wasmexport render
func render() uint32 {
	var r request
	yaml, err := "", json.Unmarshal(input, &r)
	if err == nil {
		yaml, err = build(r.Files, r.Target)
	}
	if err != nil {
		output = append([]byte{1}, err.Error()...)
	} else {
		output = append([]byte{0}, yaml...)
	}
	return address(output)
}

//go:wasmexport answerSize
func answerSize() uint32 { return uint32(len(output)) }

func address(bytes []byte) uint32 {
	return uint32(uintptr(unsafe.Pointer(unsafe.SliceData(bytes))))
}

func main() {}
