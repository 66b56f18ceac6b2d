"""What TensorBoard's own reader finds in a folder of runs, as JSON: scalars, histograms and hyperparameters of each run.

usage: read_events.py FOLDER
"""
import json
import sys

from tensorboard.backend.event_processing.plugin_event_multiplexer import EventMultiplexer
from tensorboard.plugins.hparams import metadata
from tensorboard.util import tensor_util

multiplexer = EventMultiplexer(tensor_size_guidance={"scalars": 0, "histograms": 0})
multiplexer.AddRunsFromDirectory(sys.argv[1])
multiplexer.Reload()


def session_of(run):
    contents = multiplexer.PluginRunToTagToContent(metadata.PLUGIN_NAME).get(run, {})
    start = contents.get(metadata.SESSION_START_INFO_TAG)
    end = contents.get(metadata.SESSION_END_INFO_TAG)
    if start is None:
        return None
    parameters = metadata.parse_session_start_info_plugin_data(start).hparams
    plain = {name: getattr(value, value.WhichOneof("kind")) for name, value in parameters.items()}
    return {"hparams": plain, "status": metadata.parse_session_end_info_plugin_data(end).status if end else None}


def tensors_of(run, plugin):
    tags = multiplexer.PluginRunToTagToContent(plugin).get(run, {})
    return {
        tag: [[event.step, tensor_util.make_ndarray(event.tensor_proto).tolist()] for event in multiplexer.Tensors(run, tag)]
        for tag in tags
    }


found = {
    run: {"scalars": tensors_of(run, "scalars"), "histograms": tensors_of(run, "histograms"), "session": session_of(run)}
    for run in multiplexer.Runs()
}
json.dump(found, sys.stdout)
