# Reads a list of [place, text] as JSON; prints how many documents of YAML in the texts are manifests, and what is wrong with
# the texts: what no parser reads, and what the schemas of Kubernetes do not allow.
import json
import sys

import kubernetes_validate
import yaml

# The oldest version that the pages ask for.
VERSION = "1.30"
# What is no part of Kubernetes, but is added to a cluster: it has no schema there.
ADDED = {"snapshot.storage.k8s.io/v1"}


def refused(manifest):
    """Why Kubernetes would not take a manifest; nothing if it would."""
    if manifest["apiVersion"] in ADDED:
        return None
    try:
        kubernetes_validate.validate(manifest, VERSION, strict=True)
    except kubernetes_validate.ValidationError as error:
        path = ".".join(str(part) for part in error.path)
        return f"{manifest['kind']}: {path}: {error.message}"
    except (kubernetes_validate.SchemaNotFoundError, kubernetes_validate.InvalidSchemaError) as error:
        return f"{manifest['kind']}: {error}"
    return None


problems, manifests = [], 0
for place, text in json.load(sys.stdin):
    try:
        documents = list(yaml.safe_load_all(text))
    except yaml.YAMLError as error:
        problems.append(f"{place}: YAML does not parse: {' '.join(str(error).split())}; correct it")
        continue
    for document in documents:
        if not isinstance(document, dict) or not {"apiVersion", "kind"} <= document.keys():
            continue
        manifests += 1
        why = refused(document)
        if why:
            problems.append(f"{place}: Kubernetes refuses it: {' '.join(why.split())}; correct it")
print(json.dumps({"manifests": manifests, "problems": problems}))
