"""Unpacks what tfjs-node needs from a tensorflow-cpu wheel: python extract_libtensorflow.py WHEEL FOLDER."""

import os
import shutil
import sys
import zipfile

LIBRARIES = {
    "libtensorflow_cc.so.2": ["libtensorflow.so", "libtensorflow.so.2", "libtensorflow.so.2.9.1"],
    "libtensorflow_framework.so.2": ["libtensorflow_framework.so"],
}
HEADERS = ["tensorflow/c/", "tensorflow/core/platform/", "tsl/", "external/local_tsl/"]


def unpack(archive, member, path):
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with archive.open(member) as source, open(path, "wb") as target:
        shutil.copyfileobj(source, target, 1 << 20)


def main(wheel, folder):
    prefix = "tensorflow/include/"
    with zipfile.ZipFile(wheel) as archive:
        for name in archive.namelist():
            inside = name[len(prefix):] if name.startswith(prefix) else None
            if inside and name.endswith((".h", ".inc")) and inside.startswith(tuple(HEADERS)):
                unpack(archive, name, os.path.join(folder, "include", inside))
        for library, links in LIBRARIES.items():
            unpack(archive, "tensorflow/" + library, os.path.join(folder, "lib", library))
            for link in links:
                os.symlink(library, os.path.join(folder, "lib", link))


main(*sys.argv[1:])
