"""Between the project and the gradebook of the course in this folder. `names`: takes those of names.json. `marks`: prints every mark."""

import json
import sys

from nbgrader.api import Gradebook

with Gradebook("sqlite:///gradebook.db") as gradebook:
    if sys.argv[1] == "names":
        with open("names.json", encoding="utf-8") as names:
            for student, name in json.load(names).items():
                gradebook.update_or_create_student(student, last_name=name)
    else:
        marks = [
            {
                "student": submission.student.id,
                "lesson": assignment.name,
                "cell": grade.name,
                "points": grade.score,
                "byHand": bool(grade.needs_manual_grade),
            }
            for assignment in gradebook.assignments
            for submission in assignment.submissions
            for notebook in submission.notebooks
            for grade in notebook.grades
        ]
        print(json.dumps(marks))
