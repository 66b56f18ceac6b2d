"""nbgrader's settings for a course of these lessons. `npm run course -- nbgrader` makes a course folder whose own nbgrader_config.py loads
this one. The marks come from the project's grader: it runs each answer in a process that sees neither hidden cases nor right results."""

import atexit
import json
import os
import subprocess

from nbformat.v4 import new_output
from nbgrader.preprocessors import (
    AssignLatePenalties,
    CheckCellMetadata,
    ClearHiddenTests,
    ClearOutput,
    ComputeChecksums,
    DeduplicateIds,
    LimitOutput,
    LockCells,
    NbGraderPreprocessor,
    OverwriteCells,
    OverwriteKernelspec,
    SaveAutoGrades,
    SaveCells,
)
from nbgrader.utils import is_grade, is_solution

course = os.environ["COURSE_FOLDER"]
project = os.environ["COURSE_PROJECT"]


class Grader:
    """The project's grader, started at the first notebook: it takes one a line and answers with one line."""

    process = None

    @classmethod
    def marks(cls, text):
        if cls.process is None:
            with open(os.path.join(course, "hidden-seed"), encoding="utf-8") as seed:
                arguments = [seed.read().strip(), course]
            program = os.path.join(project, "scripts", "course", "nbgrader", "mark.mjs")
            command = [os.environ.get("COURSE_NODE", "node"), program, *arguments]
            cls.process = subprocess.Popen(
                command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8"
            )
            atexit.register(cls.close)
        cls.process.stdin.write(text + "\n")
        cls.process.stdin.flush()
        answer = cls.process.stdout.readline()
        if answer == "":
            raise RuntimeError("the project's grader ended without an answer: what it wrote stands above")
        return {mark["cell"]: mark for mark in json.loads(answer)}

    @classmethod
    def close(cls):
        cls.process.stdin.close()
        cls.process.wait()


class MarkWithProject(NbGraderPreprocessor):
    """Puts the points of each exercise, and the words about it, where nbgrader looks for them: in the outputs of its check."""

    def preprocess(self, nb, resources):
        marks = Grader.marks(json.dumps(nb))
        for cell in nb.cells:
            if not is_grade(cell) or is_solution(cell):
                continue
            mark = marks.get(cell.get("id")) or marks.get(cell.metadata.nbgrader["grade_id"])
            if mark is None:
                mark = {"points": 0, "says": "could not be marked"}
            points = {"text/plain": str(mark["points"])}
            cell.outputs = [
                new_output("display_data", data={"text/plain": mark["says"]}),
                new_output("execute_result", data=points, execution_count=1),
            ]
            cell.execution_count = 1
        return nb, resources


c = get_config()  # noqa: F821 -- nbgrader defines it
c.CourseDirectory.root = course
c.CourseDirectory.course_id = "ppo-cell-by-cell"
# The source is the release: worked solutions and hidden cases never enter a notebook.
c.GenerateAssignment.preprocessors = [
    LockCells,
    ClearOutput,
    CheckCellMetadata,
    ComputeChecksums,
    SaveCells,
    ClearHiddenTests,
    ComputeChecksums,
    CheckCellMetadata,
]
c.Autograde.sanitize_preprocessors = [
    ClearOutput,
    DeduplicateIds,
    OverwriteKernelspec,
    OverwriteCells,
    CheckCellMetadata,
]
c.Autograde.autograde_preprocessors = [
    MarkWithProject,
    LimitOutput,
    SaveAutoGrades,
    AssignLatePenalties,
    CheckCellMetadata,
]
c.OverwriteCells.add_missing_cells = True
