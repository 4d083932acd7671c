"""DATA, made by `ringout_host.catalogue.index` from catalogue.py: wirings by their nets.

(nets, ((common, id, turned, contacts that plugs bridge, copper, standing, contacts that plugs
reach), ...)), commonest first; nets and contacts are masks of lines; wirings with one number for
copper are the same to any measurement; standing: 0 sound, 1 intent, 2 bad.
"""
# ruff: noqa: E501

# fmt: off
INDEX = (
    ((17, 34, 136), ((9, 'trs_trs', False, 0, 0, 0, 187), (9, 'xlr_xlr', False, 0, 0, 0, 187), (8, 'trs_xlr', False, 0, 0, 0, 187))),
    ((273, 546, 1160), ((4, 'xlr_y_split', False, 0, 1, 0, 1979), (4, 'xlr_y_split', True, 0, 2, 0, 1979))),
    ((18, 33, 136), ((2, 'xlr_pol', False, 0, 3, 1, 187), (1, 'trs_cross', False, 0, 3, 1, 187))),
    ((17, 170), ((9, 'ts_ts', False, 170, 4, 0, 187), (6, 'ts_spk', False, 170, 4, 0, 187), (4, 'trs_ts_tied', False, 160, 4, 0, 187), (4, 'ts_xlr_tied', False, 10, 4, 0, 187), (3, 'trs_ts_2core', False, 160, 12, 0, 187), (3, 'trs_ts_2core', True, 10, 13, 0, 187))),
    ((17, 136), ((8, 'rca_rca', False, 0, 5, 0, 153), (3, 'xlr_rca_open', False, 0, 5, 0, 155), (2, 'trs_rca_open', False, 0, 5, 0, 155))),
    ((17, 138), ((6, 'ts_rca', False, 10, 6, 0, 155), (4, 'rca_xlr_2w', True, 0, 6, 0, 155), (3, 'rca_xlr_3w', True, 0, 9, 0, 155), (3, 'trs_ts_open', True, 10, 6, 0, 187), (3, 'ts_xlr_open', False, 10, 6, 0, 187))),
    ((17, 168), ((6, 'ts_rca', True, 160, 7, 0, 185), (4, 'rca_xlr_2w', False, 0, 7, 0, 185), (3, 'rca_xlr_3w', False, 0, 8, 0, 185), (3, 'trs_ts_open', False, 160, 7, 0, 187), (3, 'ts_xlr_open', True, 160, 7, 0, 187))),
    ((17, 40), ((2, 'rca_xlr_3w_lift', False, 0, 10, 0, 185),)),
    ((17, 130), ((2, 'rca_xlr_3w_lift', True, 0, 11, 0, 155),)),
    ((17, 162), ((1, 'trs_ts_pseudo', False, 160, 14, 0, 187),)),
    ((17, 42), ((1, 'trs_ts_pseudo', True, 10, 15, 0, 187),)),
    ((17, 34), ((3, 'xlr_lift_b', False, 0, 16, 0, 187), (3, 'xlr_lift_b', True, 0, 17, 0, 187), (2, 'trs_lift_b', False, 0, 16, 0, 187), (2, 'trs_lift_b', True, 0, 17, 0, 187), (1, 'xlr_lift_a', False, 0, 17, 2, 187), (1, 'xlr_lift_a', True, 0, 16, 2, 187))),
    ((17, 258, 1704), ((6, 'insert', False, 1696, 18, 0, 1979),)),
    ((17, 288, 1674), ((6, 'insert', True, 1546, 19, 0, 1979),)),
    ((18, 257, 1704), ((2, 'insert_rev', False, 1696, 20, 0, 1979),)),
    ((33, 272, 1674), ((2, 'insert_rev', True, 1546, 21, 0, 1979),)),
    ((17, 258, 1164), ((6, 'stereo_rca_y', False, 12, 22, 0, 1439),)),
    ((17, 288, 1224), ((6, 'stereo_rca_y', True, 192, 23, 0, 1529),)),
    ((17, 258, 1708), ((6, 'stereo_ts_y35', False, 1708, 24, 0, 1983),)),
    ((17, 288, 1738), ((6, 'stereo_ts_y35', True, 1738, 25, 0, 2043),)),
    ((273, 1706), ((5, 'mono_y', False, 1706, 26, 0, 1979), (5, 'mono_y', True, 1706, 27, 0, 1979), (2, 'sum_y_direct', False, 1706, 26, 2, 1979), (2, 'sum_y_direct', True, 1706, 27, 2, 1979))),
    ((19, 168), ((2, 'hp_mono_y', True, 160, 33, 0, 187), (2, 'sum_direct', False, 160, 28, 2, 187))),
    ((49, 138), ((2, 'hp_mono_y', False, 10, 32, 0, 187), (2, 'sum_direct', True, 10, 29, 2, 187))),
    ((168,), ((2, 'sum_res', False, 160, 30, 0, 187),)),
    ((138,), ((2, 'sum_res', True, 10, 31, 0, 187),)),
    ((17, 34, 68, 136), ((5, 'trrs_str', False, 0, 34, 0, 255),)),
    ((17, 34, 72, 132), ((2, 'trrs_ctia_omtp', False, 0, 35, 0, 255), (2, 'trrs_ctia_omtp', True, 0, 36, 0, 255))),
    ((17, 34, 196), ((3, 'trrs_trs', False, 192, 37, 0, 255),)),
    ((17, 34, 76), ((3, 'trrs_trs', True, 12, 38, 0, 255),)),
    ((17, 34, 204), ((7, 'trs35', False, 204, 41, 0, 255), (2, 'trrs_trs_tied', False, 192, 39, 0, 255), (2, 'trrs_trs_tied', True, 12, 40, 0, 255))),
    ((17, 34, 776, 1220), ((4, 'trrs_split', False, 192, 42, 0, 2047),)),
    ((17, 34, 896, 1100), ((4, 'trrs_split', True, 12, 43, 0, 2047),)),
    ((76, 129), ((2, 'sc7', False, 12, 44, 0, 255),)),
    ((24, 196), ((2, 'sc7', True, 192, 45, 0, 255),)),
)
# fmt: on
