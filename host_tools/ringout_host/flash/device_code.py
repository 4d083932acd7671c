"""What the host has a board do during an update, as MicroPython source.

Short, self-contained pieces; file names are put in with %r. They run on any MicroPython since
1.24, and under CPython where a test plays the board.
"""

FACTS = """
import sys, os, json
try:
    import machine
    uid = machine.unique_id().hex()
except ImportError:
    uid = ''
def line(path):
    try:
        with open(path) as file:
            return file.read(40).strip()
    except OSError:
        return ''
active = line('/firmware/active')
space = os.statvfs('/')
print(json.dumps({
    'platform': sys.platform,
    'machine': getattr(sys.implementation, '_machine', ''),
    'micropython': '.'.join([str(part) for part in sys.implementation[1][:3]]),
    'mpy': getattr(sys.implementation, '_mpy', None),
    'uid': uid,
    'active': active,
    'firmware': line('/firmware/' + active + '/ringout/version.txt') if active else '',
    'free': space[0] * space[3],
}))
"""

# One buffer and a line at a time: garbage between results that stay would split the heap.
HASHES = """
import os, hashlib
buffer = bytearray(512)
view = memoryview(buffer)
def show(path):
    digest = hashlib.sha256()
    size = 0
    with open(path, 'rb') as file:
        while True:
            count = file.readinto(buffer)
            if not count:
                break
            digest.update(view[:count])
            size += count
    print(digest.digest().hex(), size, path)
def tree(folder):
    try:
        names = os.listdir(folder)
    except OSError:
        return
    for name in names:
        path = folder + '/' + name
        if os.stat(path)[0] & 0x4000:
            tree(path)
        else:
            show(path)
for folder in %r:
    tree(folder)
try:
    show('/main.py')
except OSError:
    pass
"""

FOLDERS = """
import os
for folder in %r:
    try:
        os.mkdir(folder)
    except OSError:
        pass
"""

BEGIN = """
import binascii
out = open(%r, 'wb')
"""
CHUNK = "out.write(binascii.a2b_base64(%r))\n"
END = "out.close()\n"

COPY = """
with open(%r, 'rb') as source, open(%r, 'wb') as target:
    while True:
        data = source.read(512)
        if not data:
            break
        target.write(data)
"""

REMOVE = """
import os
for path in %r:
    try:
        os.remove(path)
    except OSError:
        pass
"""

RENAME = """
import os
os.rename(%r, %r)
"""
