"""Executes one notebook from a clean kernel and normalises it: python execute_notebook.py IN OUT FOLDER TIMEOUT.

Cells run in FOLDER, each for at most TIMEOUT seconds. Prints one JSON object: {"failure": null} or, for the cell that
stopped the run, {"failure": {"cell": index, "message": text, "thrown": flag}}. OUT is written either way, as far as the run came.
Cells tagged raises-exception may fail without stopping the run.
"""

import json
import sys

import nbformat
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError

KEPT_NOTEBOOK_METADATA = ("kernelspec", "language_info")
DROPPED_CELL_METADATA = ("execution", "collapsed", "scrolled", "jupyter")


def clear(notebook):
    for cell in notebook.cells:
        if cell.cell_type == "code":
            cell.outputs, cell.execution_count = [], None


def execute(notebook, folder, timeout):
    """None, or the index of the cell that stopped the run and what it said."""
    running = {"cell": -1}
    thrown = False
    client = NotebookClient(
        notebook,
        kernel_name="tslab",
        timeout=timeout,
        startup_timeout=600,
        resources={"metadata": {"path": folder}},
        coalesce_streams=True,
        record_timing=False,
        store_widget_state=False,
        on_cell_start=lambda cell, cell_index: running.update(cell=cell_index),
    )
    try:
        client.execute()
        return None
    except CellExecutionError as error:
        thrown = True
        message = f"{error.ename}: {error.evalue}"
    except CellTimeoutError:
        message = f"still running after {timeout} seconds"
    except DeadKernelError:
        message = "the kernel died"
    except RuntimeError as error:
        message = str(error)
    return {"cell": running["cell"], "message": message, "thrown": thrown}


def normalise(notebook):
    """Keeps what the reader sees and drops what depends on the machine, the time or the last session."""
    notebook.metadata = {key: notebook.metadata[key] for key in KEPT_NOTEBOOK_METADATA if key in notebook.metadata}
    count = 0
    for cell in notebook.cells:
        cell.metadata = {key: value for key, value in cell.metadata.items() if key not in DROPPED_CELL_METADATA}
        cell.pop("attachments", None) if cell.cell_type == "code" else None
        if cell.cell_type == "code" and cell.execution_count is not None:
            count += 1
            cell.execution_count = count
            for output in cell.outputs:
                normalise_output(output, count)


def normalise_output(output, count):
    if output.output_type == "execute_result":
        output.execution_count = count
    if "metadata" in output:
        output.metadata = {key: value for key, value in output.metadata.items() if value != {}}


def main(source, target, folder, timeout):
    notebook = nbformat.read(source, as_version=4)
    clear(notebook)
    failure = execute(notebook, folder, int(timeout))
    normalise(notebook)
    nbformat.write(notebook, target)
    print(json.dumps({"failure": failure}))


main(*sys.argv[1:])
