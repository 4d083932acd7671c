"""The device's side of the protocol, byte by byte."""

import json

from console_board import Handset, MemoryBoard, drain, stored

from ringout.console.console import STALL_MS, Console, Refused, need_int, need_text
from ringout.console.protocol import LINE_BYTES


def ask(*chunks, tester=None, board=None, ops=None):
    board = board or MemoryBoard()
    board.chunks += chunks
    console = Console(board, ops or (tester or Handset()).ops)
    drain(console, board)
    return board.replies()


def test_a_request_is_answered_with_its_own_id():
    number, text = ask(b'{"id":7,"op":"hello"}\n{"id":"a-1","op":"log.stat"}\n')
    assert number["id"] == 7 and number["ok"] is True and number["product"] == "ringout"
    assert text["id"] == "a-1" and text["next"] == 1


def test_a_request_may_come_in_any_pieces_and_with_any_line_end():
    whole = b'{"id":1,"op":"hello"}'
    for end in (b"\n", b"\r", b"\r\n", b"\n\n"):
        pieces = [bytes([byte]) for byte in whole + end]
        assert [reply["id"] for reply in ask(*pieces)] == [1]


def test_what_is_no_json_object_gets_no_answer():
    noise = (
        b"AT\r\nATZ\n[1,2]\n7\nnull\n\"text\"\n{\n}\n{]\n\x00\xff\xfe\n{'id':1}\n   \n"
        b'{"id":1,"op":"hello"}x\n__import__("os")\n{"id":1,\t"op":"hello"}\n'
    )
    assert ask(noise) == []
    assert len(ask(noise + b'{"id":2,"op":"hello"}\n')) == 1


def test_its_own_words_echoed_back_get_no_answer():
    echo = b'{"id":1,"ok":false,"err":{"code":"bad-op","text":"x"}}\n{"id":1,"end":3}\n'
    assert ask(echo) == []


def test_an_over_long_line_is_dropped_and_the_next_one_understood():
    longest = b'{"id":1,"op":"hello","x":"' + b"x" * 1000
    longest = longest[: LINE_BYTES - 2] + b'"}'
    assert len(longest) == LINE_BYTES
    assert len(ask(longest + b"\n")) == 1
    assert ask(longest[:-2] + b'x"}\n') == []
    assert len(ask(b"{" * 100_000 + b'\n{"id":2,"op":"hello"}\n')) == 1


def test_deep_nesting_is_ignored_but_brackets_in_a_text_are_not_nesting():
    assert ask(b'{"id":1,"op":"hello","x":' + b"[" * 200 + b"]" * 200 + b"}\n") == []
    assert len(ask(b'{"id":1,"op":"hello","x":"\\"' + b"[" * 200 + b'"}\n')) == 1


def test_errors_have_a_code_and_a_sentence():
    for line, ident, code in [
        (b'{"id":1,"op":"nope"}', 1, "bad-op"),
        (b'{"id":1}', 1, "bad-op"),
        (b'{"id":1,"op":["hello"]}', 1, "bad-op"),
        (b'{"op":"hello"}', None, "bad-arg"),
        (b'{"id":1.5,"op":"hello"}', None, "bad-arg"),
        (b'{"id":true,"op":"hello"}', None, "bad-arg"),
        (b'{"id":"\\u0000","op":"hello"}', None, "bad-arg"),
        (b'{"id":"\\ud800","op":"hello"}', None, "bad-arg"),
        (b'{"id":1,"op":"log.read","from":"1"}', 1, "bad-arg"),
        (b'{"id":1,"op":"log.read","from":true}', 1, "bad-arg"),
        (b'{"id":1,"op":"log.read","from":1e9}', 1, "bad-arg"),
        (b'{"id":1,"op":"log.read","from":' + b"9" * 400 + b"}", 1, "bad-arg"),
        (b'{"id":1,"op":"log.read","from":1,"max":NaN}', 1, "bad-arg"),
        (b'{"id":1,"op":"crash"}', 1, "failed"),
    ]:
        (reply,) = ask(line + b"\n")
        assert (reply["id"], reply["ok"], reply["err"]["code"]) == (ident, False, code), line
        assert reply["err"]["text"]


def test_argument_helpers():
    assert need_int({"n": 3}, "n", 0, 5) == 3
    assert need_int({}, "n", 0, 5, 4) == 4
    assert need_text({"s": "ab"}, "s", 2) == "ab"
    for name, call in [
        ("bad-arg", lambda: need_int({}, "n", 0, 5)),
        ("bad-arg", lambda: need_int({"n": 6}, "n", 0, 5)),
        ("bad-arg", lambda: need_text({"s": 1}, "s", 2)),
        ("too-long", lambda: need_text({"s": "abc"}, "s", 2)),
    ]:
        try:
            call()
        except Refused as refusal:
            assert refusal.code == name
        else:
            raise AssertionError("not refused")


def test_data_lines_stand_between_the_reply_and_its_end():
    board = MemoryBoard()
    board.chunks.append(b'{"id":9,"op":"log.read","from":2,"max":3}\n')
    drain(Console(board, Handset(records=10).ops), board)
    reply, *lines, end = bytes(board.sent).splitlines()
    assert json.loads(reply)["data"] == 3 and json.loads(reply)["next"] == 5
    assert lines == [stored(2), stored(3), stored(4)]
    assert json.loads(end) == {"id": 9, "end": 3}


def test_a_list_of_lines_needs_no_count_and_newlines_are_not_doubled():
    ops = {"x": lambda request: ({}, [b"one\n", b"two"])}
    board = MemoryBoard()
    board.chunks.append(b'{"id":1,"op":"x"}\n')
    drain(Console(board, ops), board)
    assert bytes(board.sent).splitlines()[1:] == [b"one", b"two", b'{"id":1,"end":2}']


def test_a_log_that_fails_half_way_still_ends_its_reply():
    def lines():
        yield b"one"
        raise OSError("flash")

    board = MemoryBoard()
    board.chunks.append(b'{"id":1,"op":"x"}\n{"id":2,"op":"x"}\n')
    drain(Console(board, {"x": lambda request: ({"data": 2}, lines())}), board)
    end = json.loads(bytes(board.sent).splitlines()[2])
    assert end["end"] == 1 and end["err"]["code"] == "failed" and "flash" in end["err"]["text"]
    assert board.sent.count(b'"ok":true') == 2


def test_a_stream_of_fewer_lines_than_promised_says_how_many_came():
    board = MemoryBoard()
    board.chunks.append(b'{"id":1,"op":"x"}\n')
    drain(Console(board, {"x": lambda request: ({"data": 5}, iter([b"one"]))}), board)
    assert bytes(board.sent).splitlines()[-1] == b'{"id":1,"end":1}'


def test_replies_leave_in_slices_so_that_keys_stay_live():
    board = MemoryBoard(window=256)
    board.chunks.append(b'{"id":1,"op":"log.read","from":1,"max":512}\n')
    console = Console(board, Handset(records=512).ops)
    sizes = []
    while True:
        before = len(board.sent)
        console.poll()
        sizes.append(len(board.sent) - before)
        if not console.sending:
            break
    assert sum(sizes) > 30_000 and max(sizes) < 5000
    assert board.sent.endswith(b'{"id":1,"end":512}\n')


def test_a_partial_write_continues_where_it_stopped():
    board = MemoryBoard(window=7)
    answers = ask(b'{"id":1,"op":"screen"}\n{"id":2,"op":"hello"}\n', board=board)
    assert [answer["id"] for answer in answers] == [1, 2]
    assert answers[0]["pixels"] == "A5" * 1024


def test_requests_wait_while_a_reply_is_on_its_way():
    board = MemoryBoard(window=0)
    board.chunks += [b'{"id":1,"op":"hello"}\n{"id":2,"op":"hello"}\n']
    tester = Handset()
    console = Console(board, tester.ops)
    for _ in range(10):
        console.poll()
    assert tester.calls == ["hello"]
    board.window = 100
    drain(console, board)
    assert [reply["id"] for reply in board.replies()] == [1, 2]


def test_a_reader_that_is_gone_is_given_up_and_the_next_one_served():
    board = MemoryBoard(window=40)
    board.chunks.append(b'{"id":1,"op":"log.read","from":1,"max":512}\n')
    console = Console(board, Handset(records=512).ops)
    console.poll()
    board.window = 0
    polls = 0
    while console.sending:
        console.poll(10)
        polls += 1
    assert STALL_MS <= board.clock_ms <= STALL_MS + 100 and polls > 100
    torn = len(board.sent)
    board.window = 1000
    board.chunks.append(b'{"id":2,"op":"hello"}\n')
    drain(console, board)
    assert board.sent[torn : torn + 1] == b"\n"  # ends the line that was torn
    assert json.loads(board.sent[torn:])["id"] == 2


def test_a_reset_happens_after_its_reply_has_left():
    board = MemoryBoard(window=5)
    seen = []
    console = Console(board, {})

    def bootsel(request):
        console.after_reply(lambda: seen.append(bytes(board.sent)))
        return {}

    console._ops["bootsel"] = bootsel
    board.chunks.append(b'{"id":1,"op":"bootsel"}\n')
    drain(console, board)
    assert seen == [b'{"id":1,"ok":true}\n']


def test_a_handler_that_polls_does_not_run_a_second_request_inside_the_first():
    board = MemoryBoard()
    console = Console(board, {})
    console._ops["test"] = lambda request: {"nested": console.poll()}
    board.chunks += [b'{"id":1,"op":"test"}\n', b'{"id":2,"op":"test"}\n']
    drain(console, board)
    assert [(reply["id"], reply["nested"]) for reply in board.replies()] == [(1, False), (2, False)]
