#!/bin/sh
sed 's/image: web:1/image: web:2/; s/replicas: 1/replicas: 5/'
