#!/bin/sh
exec yes >&2
