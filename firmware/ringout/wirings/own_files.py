"""A person's own cables on the flash: one checked file each, and an index of them.

A file is the cable's JSON text, a TAB and its CRC-32; it is written aside and renamed. The index
(a row a cable: id, name, CRC-32, nets, nets with plug A in jack B) saves opening them: a row leaves
it before its file changes and comes back after. Where power failed between, or the index is
damaged, it is made again of the files.
"""

import json

from ringout.storage import stored_line
from ringout.wirings import lookup
from ringout.wirings.own import Own, key_of

MOST = 32
MOST_BYTES = 2048
_FOLDER = "cables"
_INDEX = "cables.index"
_CHARS = "abcdefghijklmnopqrstuvwxyz0123456789_-"
ID, NAME, CRC, KEY, TURNED = 0, 1, 2, 3, 4  # of a row


def is_id(text):
    """Whether a text can be the id of such a cable."""
    if not isinstance(text, str) or not 0 < len(text) <= 32 or text[0] in "_-":
        return False
    return not [c for c in text if c not in _CHARS]


def is_free(files, own_id):
    """Whether a cable of that id may be stored: an id that the catalogue took later stays with who
    had it before."""
    return is_id(own_id) and (not lookup.is_listed(own_id) or has(files, own_id))


def of_part_number(files, text):
    """The id of the cable with a part number, as a scanner reads it; None without one. Opens every
    file."""
    wanted = " ".join(text.upper().split())
    try:
        for row in rows(files):
            try:
                number = load(files, row[ID]).form.get("pn")
            except ValueError:
                continue
            if isinstance(number, str) and wanted and " ".join(number.upper().split()) == wanted:
                return row[ID]
    finally:
        forget()
    return None


def has(files, own_id):
    """Whether there is a file of that id."""
    return is_id(own_id) and files.size(_path(own_id)) > 0


def load(files, own_id):
    """The Own of an id; ValueError in words. From then on `lookup` knows it."""
    known = lookup.own(own_id)
    if known:
        return known
    text = files.read(_path(own_id)) if is_id(own_id) else None
    if text is None:
        raise ValueError("no cable %s: push it again" % own_id[:32])
    try:
        form = stored_line.decode(text[:-1])
    except ValueError:
        raise ValueError("cable %s is damaged: push it again" % own_id)
    made = Own(form)
    lookup.take_own(made)
    return made


def spoken(files, own_id, nets):
    """Own.spoken of a cable in whose jacks these nets were found: it may be plugged either way
    round. () where it is not there any more."""
    try:
        own = load(files, own_id)
    except ValueError:
        return ()
    if own.key() != key_of(nets) and own.both_ways():
        turned = Own(own.form, True)
        if turned.key() == key_of(nets):
            return turned.spoken()
    return own.spoken()


def text(files, own_id):
    """The JSON text of a cable; ValueError."""
    load(files, own_id)
    return files.read(_path(own_id))[:-10]


def put(files, own_id, data):
    """Store the JSON text of a cable, bytes. ValueError for what is none, or no room."""
    own = Own(json.loads(data))
    if own.id != own_id or not is_free(files, own_id):
        raise ValueError("its id is another")
    found = rows(files)
    left = [row for row in found if row[ID] != own_id]
    if len(left) >= MOST:
        raise OverflowError("%d cables are there: remove one" % MOST)
    if len(left) < len(found):
        _save(files, left)
    forget()
    files.make_folder(_FOLDER)
    crc = "%08x" % stored_line.checksum(data)
    files.replace(_path(own_id), data + b"\t" + crc.encode() + b"\n")
    left.append(_row(own, crc))
    left.sort()
    _save(files, left)


def remove(files, own_id):
    """Delete one."""
    _save(files, [row for row in rows(files) if row[ID] != own_id])
    files.remove(_path(own_id))
    forget()


def forget():
    """Nothing of what was loaded is known any more."""
    lookup.take_own(None)


def rows(files):
    """Rows of all of them, by id; a damaged one has no CRC-32."""
    names = [name for name in files.names(_FOLDER) if name[-4:] != ".new"]
    found = _indexed(files)
    if [row[ID] for row in found] != names:
        known = {row[ID]: row for row in found}
        found = []
        for name in names:
            found.append(known[name] if name in known else _read(files, name))
        _save(files, found)
    return found


def _read(files, name):
    forget()
    try:
        own = load(files, name)
        return _row(own, files.read(_path(name))[-9:-1].decode())
    except ValueError:
        return [name, "(damaged)", "", "", ""]
    finally:
        forget()


def _row(own, crc):
    turned = Own(own.form, True).key() if own.both_ways() else ""
    return [own.id, own.name, crc, own.key(), turned]


def _indexed(files):
    line = files.read(_INDEX)
    try:
        found = stored_line.decode(line[:-1]) if line else []
        return found if isinstance(found, list) else []
    except ValueError:
        return []


def _save(files, found):
    files.replace(_INDEX, stored_line.encode(found) + b"\n")


def _path(own_id):
    return _FOLDER + "/" + own_id
