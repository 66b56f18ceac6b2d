"""Reference values for event files: the bytes that TensorBoard's own messages and record writer make.

usage: tensorboard_events.py > data/golden/tensorboard.json     (packages: scripts/tensorboard/requirements.txt)
"""
import base64
import io
import json
import sys
from importlib.metadata import version

from tensorboard.compat.proto import event_pb2, summary_pb2, tensor_pb2, tensor_shape_pb2, types_pb2
from tensorboard.compat.tensorflow_stub.pywrap_tensorflow import masked_crc32c
from tensorboard.plugins.hparams import plugin_data_pb2
from tensorboard.summary.writer.record_writer import RecordWriter


def encoded(data: bytes) -> str:
    return base64.b64encode(data).decode()


def message(event) -> str:
    return encoded(event.SerializeToString(deterministic=True))


def scalars():
    values = [("train/loss", -0.25), ("train/zero", 0.0), ("t" * 200, 3e38), ("train/nan", float("nan")), ("ä", float("-inf"))]
    summary = summary_pb2.Summary(value=[summary_pb2.Summary.Value(tag=tag, simple_value=value) for tag, value in values])
    return event_pb2.Event(wall_time=1764201600.5, step=5_000_000_000, summary=summary)


def histogram(values, edges, counts):
    histo = summary_pb2.HistogramProto(
        min=min(values), max=max(values), num=len(values), sum=sum(values), sum_squares=sum(x * x for x in values)
    )
    histo.bucket_limit.extend(edges)
    histo.bucket.extend(counts)
    summary = summary_pb2.Summary(value=[summary_pb2.Summary.Value(tag="h", histo=histo)])
    return event_pb2.Event(wall_time=1.0, step=1, summary=summary)


def hparams(content):
    value = summary_pb2.Summary.Value(tag="_hparams_/" + content.WhichOneof("data"))
    value.metadata.plugin_data.plugin_name = "hparams"
    value.metadata.plugin_data.content = content.SerializeToString(deterministic=True)
    value.tensor.CopyFrom(
        tensor_pb2.TensorProto(dtype=types_pb2.DT_FLOAT, tensor_shape=tensor_shape_pb2.TensorShapeProto())
    )
    return event_pb2.Event(wall_time=1.0, summary=summary_pb2.Summary(value=[value]))


def session_start():
    start = plugin_data_pb2.SessionStartInfo(start_time_secs=12.5)
    start.hparams["gamma"].number_value = 0.99
    start.hparams["zero"].number_value = 0
    start.hparams["activation"].string_value = "tanh"
    start.hparams["sharedTrunk"].bool_value = False
    return hparams(plugin_data_pb2.HParamsPluginData(session_start_info=start))


def session_end():
    end = plugin_data_pb2.SessionEndInfo(status=2, end_time_secs=13.5)
    return hparams(plugin_data_pb2.HParamsPluginData(session_end_info=end))


def records(payloads) -> str:
    file = io.BytesIO()
    writer = RecordWriter(file)
    for payload in payloads:
        writer.write(payload)
    return encoded(file.getvalue())


golden = {
    "made": {"python": sys.version.split()[0], "tensorboard": version("tensorboard"), "command": "tensorboard_events.py"},
    "version": message(event_pb2.Event(wall_time=1764201600.5, file_version="brain.Event:2")),
    "scalars": message(scalars()),
    # values 0 to 30: width 1, the largest in the last bucket
    "histogram": message(histogram(list(range(31)), [float(i + 1) for i in range(30)], [1.0] * 29 + [2.0])),
    "equal": message(histogram([2.5, 2.5], [2.5], [2.0])),
    "start": message(session_start()),
    "end": message(session_end()),
    "payloads": [encoded(data) for data in (b"", b"123456789", bytes(range(256)) * 3)],
    "records": records([b"", b"123456789", bytes(range(256)) * 3]),
    "masked": {"123456789": masked_crc32c(b"123456789")},
}
json.dump(golden, sys.stdout, indent=1)
print()
