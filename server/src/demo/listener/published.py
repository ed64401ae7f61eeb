# Asks a server by a published client of its kind, and prints what that made of the answer as one line of JSON.
#
# Arguments: the kind of the check, and where the server listens.
import json
import sys

kind, url = sys.argv[1], sys.argv[2].rstrip("/")


def gremlin():
    """gremlin-python, Apache TinkerPop's own driver, with its GraphSON 3."""
    from gremlin_python.driver import client, serializer

    driver = client.Client(url, "g", message_serializer=serializer.GraphSONSerializersV3d0())
    try:
        return driver.submit("g.inject(1)").all().result(timeout=5)
    finally:
        driver.close()


def schema_registry():
    """Confluent's own client."""
    from confluent_kafka.schema_registry import SchemaRegistryClient

    return SchemaRegistryClient({"url": url, "max.retries": 0}).get_subjects()


def llm():
    """OpenAI's own client, and its type of a model."""
    from openai import OpenAI

    models = OpenAI(base_url=f"{url}/v1", api_key="none", max_retries=0, timeout=5).models.list()
    return [[type(model).__name__, model.object, model.id] for model in models]


def grafana():
    """The SDK of Grafana's HTTP API that refuses a health without all of its members."""
    from grafana_api.model import APIModel
    from grafana_api.other_http import OtherHTTP

    return OtherHTTP(APIModel(host=url, timeout=5.0, retries=0)).get_health_status()


def loki():
    """The client made from an OpenAPI description of Loki, in which only 200 means ready."""
    from grafana_loki_client import Client, errors
    from grafana_loki_client.api.ready import get_ready

    try:
        client = Client(base_url=url, raise_on_unexpected_status=True)
        return {"ready": True, "says": get_ready.sync_detailed(client=client).content.decode()}
    except errors.UnexpectedStatus as unexpected:
        return {"ready": False, "says": unexpected.content.decode()}


clients = {"gremlin": gremlin, "schema-registry": schema_registry, "llm": llm, "grafana": grafana, "loki": loki}
print(json.dumps(clients[kind]()))
