"""A day with the tester: every screen, every setting, two keys.

"step -> pictures": what is done (the verbs are in person.py), then names for what the glass
showed meanwhile and shows now. Lines are done in order; nothing is reset in between.
"""

SCRIPT = """
# -- a new tester, on cells ----------------------------------------------------------------
cells 2.72 V
on -> startup, ready
TEST -> testing, no-cable
plug trs_trs,length=6m,stock=mogami-w2549,unplug=B
TEST -> no-cable-one-end
MODE
sees READY

# -- calibrate before anything else: empty jacks, then the reference plugs -----------------
plug none
hold MODE -> menu
choose Calibrate -> calibrate-zero
TEST -> calibrate-plug
plug none,plug=short@A
TEST
plug none,plug=10ohm@A
TEST -> calibrate-next
plug trs_trs
TEST -> calibrate-refused
plug none,plug=10ohm@B
TEST
plug none,plug=short@B
TEST
plug none,plug=short@C
TEST
plug none,plug=10ohm@C
TEST -> calibrate-all
MODE -> calibrate-done
TEST
plug none
hold MODE
choose Self-test -> self-test
TEST

# -- the settings of this shop -------------------------------------------------------------
hold MODE
choose Settings -> settings
choose Length -> settings-number
enter 006.0
choose Max ohm
enter 00.50
choose Max pF/ft
enter 045.0
choose Samples
choose 2
choose Units -> settings-choice
choose ft
choose Operator
enter KIM
choose Lot
enter 24-7
choose Stock
enter 300.0 -> settings-refused
hold both
hold both
sees READY

# -- a good cable, all its pages -----------------------------------------------------------
plug ts_ts,length=6m
TEST -> looks-like-feet
hold MODE
choose Settings
choose Units
choose m
hold both
plug trs_trs,length=6m,stock=mogami-w2549
TEST -> pass
lamp green
MODE -> wiring
MODE -> resistance
MODE -> capacitance
MODE -> balance
MODE -> advice
MODE -> advice-next
MODE
MODE -> ready-again
MODE
sees PASS

# -- faults --------------------------------------------------------------------------------
plug trs_trs,length=6m,stock=mogami-w2549,open=R@B
TEST -> fail-open
lamp red
MODE -> wiring-open
plug trs_trs,length=6m,stock=mogami-w2549,open=T@1.9m:A
TEST -> fail-open-inside
MODE -> wiring-open-inside
plug xlr_xlr,length=6m,swap=T-R@B
TEST -> fail-reversed
MODE -> wiring-reversed
plug trs_trs,length=6m,short=T-S:0.3ohm@B,joint=R:3ohm@A
TEST -> fail-two
MODE -> wiring-short
plug trs_trs,length=6m,stock=mogami-w2549,joint=T:0.03ohm@A
TEST -> pass-near
plug trs_trs,length=6m,stock=mogami-w2549,joint=T:0.04ohm@A
TEST -> fail-near
plug trs_trs,live=48V:6.81k@A.T,A.R
TEST -> live
wait 400 ms -> live-bright

# -- other cables --------------------------------------------------------------------------
plug ts_ts,length=3m
TEST -> looks-like
MODE -> looks-like-yes
TEST
MODE -> wiring-lead
MODE
MODE
MODE -> balance-lead
plug insert,length=3m
TEST
MODE -> wiring-insert
MODE -> resistance-many
MODE -> capacitance-many
plug trrs_str,length=2m
TEST -> pass-headset
MODE -> wiring-headset
plug rca_xlr_2w,length=3m
TEST -> rca
MODE -> wiring-rca-xlr
plug xlr_y_split,length=3m,open=T@C
TEST -> fail-splitter
MODE -> wiring-splitter

# -- wiggle --------------------------------------------------------------------------------
plug trs_trs,length=3m
hold TEST -> wiggle-steady
TEST -> wiggle-pass
plug trs_trs,length=3m,intermittent=R@B:80us/190ms
hold TEST
wait 2 s -> wiggle-one
MODE
MODE
wait 1 s -> wiggle-picked
TEST -> wiggle-fail
MODE -> wiring-intermittent
plug insert,length=3m,intermittent=T@A:200us/90ms,intermittent=R@A:4ms/90ms
hold TEST
wait 1 s -> wiggle-many
hold TEST
TEST
"""
