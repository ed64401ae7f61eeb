# A mock cluster of librdkafka: three brokers and the topic `orders`. Prints the port of each broker.
import sys

from confluent_kafka import Producer

cluster = Producer({"test.mock.num.brokers": 3, "log_level": 3})
cluster.produce("orders", b"first")
if cluster.flush(30):
    sys.exit("the mock cluster takes no message")
metadata = cluster.list_topics(timeout=30)
print(len(metadata.topics["orders"].partitions))
for broker in metadata.brokers.values():
    print(broker.port)
sys.stdin.read()
