"""Model files rewritten in place, with nothing but Python: one text for another, all other tensors as they were.

The format is described in crates/dateline-language/src/container.rs.
"""
import hashlib
import os
import pathlib
import struct


def replaced(model, name, lines, add=False):
    """A model file's bytes with another text in place of the tensor `name`, at the end where it is new and `add` is set.

    All other tensors keep their bytes.
    """
    size = struct.unpack("<I", model[12:16])[0]
    header, body = model[48:48 + size].decode("utf-8"), model[48 + size:]
    if model[:12] != b"dateline" + struct.pack("<I", 1) or hashlib.sha256(model[48:]).digest() != model[16:48]:
        raise ValueError("not a model file of this format, or damaged")
    text = "\n".join(lines).encode("utf-8")
    out, data, found = [], [], False

    def put(tensor, kind, dims, raw):
        out.append(f"tensor {tensor} {kind} {dims} {sum(map(len, data))} {len(raw)}")
        data.append(raw)

    for line in header.splitlines():
        if not line.startswith("tensor "):
            out.append(line)
            continue
        _, tensor, kind, dims, offset, length = line.split(" ")
        if tensor == name and kind == "text":
            found = True
            put(tensor, kind, len(text), text)
        else:
            put(tensor, kind, dims, body[int(offset):int(offset) + int(length)])
    if not found and not add:
        raise ValueError(f"the model file has no text {name!r}")
    if not found:
        put(name, "text", len(text), text)
    head = "".join(line + "\n" for line in out).encode("utf-8")
    rest = head + b"".join(data)
    return model[:12] + struct.pack("<I", len(head)) + hashlib.sha256(rest).digest() + rest


def rewrite(path, texts, add=False):
    """Puts texts, lines by the tensor's name, into a model file; how many bytes it then has."""
    path = pathlib.Path(path)
    model = path.read_bytes()
    for name, lines in texts.items():
        model = replaced(model, name, lines, add)
    # A copy and a rename: a build that runs meanwhile never sees half a model.
    beside = path.with_name(f".{path.name}.new")
    beside.write_bytes(model)
    os.replace(beside, path)
    return len(model)
