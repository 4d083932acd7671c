"""DATA, made by `ringout_host.catalogue.index` from catalogue.py: wirings by their nets.

INDEX: (nets, contacts that any of them reaches, contacts that the plugs of all of them bridge,
((common, number of the catalogue's row, turned, contacts that plugs bridge, copper, standing,
contacts that plugs reach), ...)), commonest first; nets and contacts are masks of lines; wirings
with one number for copper are the same to any measurement; standing: 0 sound, 1 intent, 2 bad.

PACKED: for each row the contacts that its plugs reach as two bytes, low and high, then links of
plugs and conductors as two bytes each: both lines (15: hangs free), and the kind: 0 core,
1 shield, 2 link of wire, 3 link of a plug, more: a tenth of its ohm. 255: no more.
"""
# ruff: noqa: E501

# fmt: off
INDEX = (
    ((17, 34, 136), 187, 0, ((9, 0, False, 0, 0, 0, 187), (9, 1, False, 0, 0, 0, 187), (8, 2, False, 0, 0, 0, 187))),
    ((273, 546, 1160), 1979, 0, ((4, 3, False, 0, 1, 0, 1979), (4, 3, True, 0, 2, 0, 1979))),
    ((18, 33, 136), 187, 0, ((2, 4, False, 0, 3, 1, 187), (1, 5, False, 0, 3, 1, 187))),
    ((17, 170), 187, 0, ((9, 6, False, 170, 4, 0, 187), (6, 7, False, 170, 4, 0, 187), (4, 16, False, 160, 4, 0, 187), (4, 13, False, 10, 4, 0, 187), (3, 17, False, 160, 12, 0, 187), (3, 17, True, 10, 13, 0, 187))),
    ((17, 136), 155, 0, ((8, 8, False, 0, 5, 0, 153), (3, 15, False, 0, 5, 0, 155), (2, 20, False, 0, 5, 0, 155))),
    ((17, 138), 187, 0, ((6, 9, False, 10, 6, 0, 155), (4, 10, True, 0, 6, 0, 155), (3, 11, True, 0, 9, 0, 155), (3, 19, True, 10, 6, 0, 187), (3, 14, False, 10, 6, 0, 187))),
    ((17, 168), 187, 0, ((6, 9, True, 160, 7, 0, 185), (4, 10, False, 0, 7, 0, 185), (3, 11, False, 0, 8, 0, 185), (3, 19, False, 160, 7, 0, 187), (3, 14, True, 160, 7, 0, 187))),
    ((17, 40), 185, 0, ((2, 12, False, 0, 10, 0, 185),)),
    ((17, 130), 155, 0, ((2, 12, True, 0, 11, 0, 155),)),
    ((17, 162), 187, 160, ((1, 18, False, 160, 14, 0, 187),)),
    ((17, 42), 187, 10, ((1, 18, True, 10, 15, 0, 187),)),
    ((17, 34), 187, 0, ((3, 21, False, 0, 16, 0, 187), (3, 21, True, 0, 17, 0, 187), (2, 23, False, 0, 16, 0, 187), (2, 23, True, 0, 17, 0, 187), (1, 22, False, 0, 17, 2, 187), (1, 22, True, 0, 16, 2, 187))),
    ((17, 258, 1704), 1979, 1696, ((6, 24, False, 1696, 18, 0, 1979),)),
    ((17, 288, 1674), 1979, 1546, ((6, 24, True, 1546, 19, 0, 1979),)),
    ((18, 257, 1704), 1979, 1696, ((2, 25, False, 1696, 20, 0, 1979),)),
    ((33, 272, 1674), 1979, 1546, ((2, 25, True, 1546, 21, 0, 1979),)),
    ((17, 258, 1164), 1439, 12, ((6, 26, False, 12, 22, 0, 1439),)),
    ((17, 288, 1224), 1529, 192, ((6, 26, True, 192, 23, 0, 1529),)),
    ((17, 258, 1708), 1983, 1708, ((6, 27, False, 1708, 24, 0, 1983),)),
    ((17, 288, 1738), 2043, 1738, ((6, 27, True, 1738, 25, 0, 2043),)),
    ((273, 1706), 1979, 1706, ((5, 28, False, 1706, 26, 0, 1979), (5, 28, True, 1706, 27, 0, 1979), (2, 30, False, 1706, 26, 2, 1979), (2, 30, True, 1706, 27, 2, 1979))),
    ((19, 168), 187, 160, ((2, 32, True, 160, 33, 0, 187), (2, 29, False, 160, 28, 2, 187))),
    ((49, 138), 187, 10, ((2, 32, False, 10, 32, 0, 187), (2, 29, True, 10, 29, 2, 187))),
    ((168,), 187, 160, ((2, 31, False, 160, 30, 0, 187),)),
    ((138,), 187, 10, ((2, 31, True, 10, 31, 0, 187),)),
    ((17, 34, 68, 136), 255, 0, ((5, 33, False, 0, 34, 0, 255),)),
    ((17, 34, 72, 132), 255, 0, ((2, 34, False, 0, 35, 0, 255), (2, 34, True, 0, 36, 0, 255))),
    ((17, 34, 196), 255, 192, ((3, 35, False, 192, 37, 0, 255),)),
    ((17, 34, 76), 255, 12, ((3, 35, True, 12, 38, 0, 255),)),
    ((17, 34, 204), 255, 0, ((7, 37, False, 204, 41, 0, 255), (2, 36, False, 192, 39, 0, 255), (2, 36, True, 12, 40, 0, 255))),
    ((17, 34, 776, 1220), 2047, 192, ((4, 38, False, 192, 42, 0, 2047),)),
    ((17, 34, 896, 1100), 2047, 12, ((4, 38, True, 12, 43, 0, 2047),)),
    ((76, 129), 255, 12, ((2, 39, False, 12, 44, 0, 255),)),
    ((24, 196), 255, 192, ((2, 39, True, 192, 45, 0, 255),)),
)

PACKED = (
    b'\xbb\x00\x04\x00\x15\x007\x01\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff'  # trs_trs
    b'\xbb\x00\x04\x00\x15\x007\x01\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff'  # xlr_xlr
    b'\xbb\x00\x04\x00\x15\x007\x01\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff'  # trs_xlr
    b'\xbb\x07\x04\x00\x15\x007\x01\x08\x00\x19\x00:\x01\xff\xff\xff\xff\xff\xff'  # xlr_y_split
    b'\xbb\x00\x05\x00\x14\x007\x01\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff'  # xlr_pol
    b'\xbb\x00\x05\x00\x14\x007\x01\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff'  # trs_cross
    b'\xbb\x00\x13\x03W\x03\x04\x007\x01\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff'  # ts_ts
    b'\xbb\x00\x13\x03W\x03\x04\x007\x00\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff'  # ts_spk
    b'\x99\x00\x04\x007\x01\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff'  # rca_rca
    b'\x9b\x00\x13\x03\x04\x007\x01\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff'  # ts_rca
    b'\xb9\x00\x04\x007\x01W\x02\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff'  # rca_xlr_2w
    b'\xb9\x00\x04\x005\x007\x01\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff'  # rca_xlr_3w
    b'\xb9\x00\x04\x005\x00?\x01\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff'  # rca_xlr_3w_lift
    b'\xbb\x00\x13\x03\x04\x007\x01W\x02\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff'  # ts_xlr_tied
    b'\xbb\x00\x13\x03\x04\x007\x01\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff'  # ts_xlr_open
    b'\x9b\x00\x04\x007\x01\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff'  # xlr_rca_open
    b'\xbb\x00W\x03\x04\x007\x01\x13\x02\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff'  # trs_ts_tied
    b'\xbb\x00W\x03\x04\x00\x17\x007\x01\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff'  # trs_ts_2core
    b'\xbb\x00W\x03\x04\x00\x17\x00\xf7\x01\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff'  # trs_ts_pseudo
    b'\xbb\x00W\x03\x04\x007\x01\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff'  # trs_ts_open
    b'\x9b\x00\x04\x007\x01\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff'  # trs_rca_open
    b'\xbb\x00\x04\x00\x15\x00?\x01\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff'  # xlr_lift_b
    b'\xbb\x00\x04\x00\x15\x00\xf7\x01\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff'  # xlr_lift_a
    b'\xbb\x00\x04\x00\x15\x00?\x01\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff'  # trs_lift_b
    b'\xbb\x07W\x03\x9a\x03\x04\x00\x18\x007\x01:\x01\xff\xff\xff\xff\xff\xff'  # insert
    b'\xbb\x07W\x03\x9a\x03\x14\x00\x08\x007\x01:\x01\xff\xff\xff\xff\xff\xff'  # insert_rev
    b'\x9f\x05#\x03\x04\x00\x18\x007\x01:\x01\xff\xff\xff\xff\xff\xff\xff\xff'  # stereo_rca_y
    b'\xbf\x07#\x03W\x03\x9a\x03\x04\x00\x18\x007\x01:\x01\xff\xff\xff\xff'  # stereo_ts_y35
    b'\xbb\x07\x13\x03W\x03\x9a\x03\x04\x00\x08\x007\x01:\x01\xff\xff\xff\xff'  # mono_y
    b'\xbb\x00W\x03\x04\x00\x14\x007\x01\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff'  # sum_direct
    b'\xbb\x07\x13\x03W\x03\x9a\x03\x04\x00\x08\x007\x01:\x01\xff\xff\xff\xff'  # sum_y_direct
    b'\xbb\x00W\x03\x04/\x14/7\x01\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff'  # sum_res
    b'\xbb\x00\x13\x03\x04\x007\x01E\x02\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff'  # hp_mono_y
    b'\xff\x00\x04\x00\x15\x00&\x007\x01\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff'  # trrs_str
    b"\xff\x00\x04\x00\x15\x00'\x006\x01\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff"  # trrs_ctia_omtp
    b"\xff\x00g\x03\x04\x00\x15\x00'\x01\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff"  # trrs_trs
    b"\xff\x00g\x03\x04\x00\x15\x00'\x01#\x02\xff\xff\xff\xff\xff\xff\xff\xff"  # trrs_trs_tied
    b'\xff\x00#\x03g\x03\x04\x00\x15\x007\x01\xff\xff\xff\xff\xff\xff\xff\xff'  # trs35
    b"\xff\x07g\x03\x04\x00\x15\x00'\x01*\x018\x00\x89\x02\xff\xff\xff\xff"  # trrs_split
    b'\xff\x00#\x03\x07\x006\x01\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff'  # sc7
)
# fmt: on
