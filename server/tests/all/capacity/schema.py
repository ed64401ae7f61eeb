# Reads a schema and instances as JSON; prints for each instance how many things its validator finds wrong with it.
import json
import sys

from jsonschema import Draft202012Validator

given = json.load(sys.stdin)
Draft202012Validator.check_schema(given["schema"])
validator = Draft202012Validator(given["schema"])
print(json.dumps([[error.message[:200] for error in validator.iter_errors(its)] for its in given["instances"]]))
