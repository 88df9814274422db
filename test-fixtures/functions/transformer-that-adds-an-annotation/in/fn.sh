#!/bin/sh
sed 's/^    name: one/    name: one\n    extra: 1/; s/note: .1./note: two\n      new: "3"/'
