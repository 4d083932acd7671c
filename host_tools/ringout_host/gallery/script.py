"""A day with the tester: every screen, every setting, two keys.

"step -> pictures": what is done (the verbs are in person.py), then names for what the glass
showed meanwhile and shows now. Lines are done in order; nothing is reset in between.
One file: it is one day.
"""

SCRIPT = """
# -- a new tester, on cells ----------------------------------------------------------------
cells 2.97 V
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
enter 006.00
choose Max ohm
enter 00.60
choose Max pF/ft
enter 045.0
choose Samples
choose 2
choose Units -> settings-choice
choose ft
choose Operator
enter KIM
choose Operator -> settings-text
hold both
choose Lot
enter 24-7
choose Product
enter GC-6.B
choose pF/ft told
enter 300.0 -> settings-refused
hold both
choose pF/ft told
enter 030.0
choose Stock
choose canare-gs-6
choose Stock -> settings-stock
choose -
hold both
sees READY

# -- a good cable, all its pages -----------------------------------------------------------
plug ts_ts,length=6m
TEST -> pass-feet
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
MODE x3
sees READY
MODE
sees PASS

# -- faults --------------------------------------------------------------------------------
plug trs_trs,length=6m,stock=mogami-w2549,open=R@0.3m:B
TEST -> fail-open
lamp red
MODE -> wiring-open
plug xlr_xlr,length=6m,swap=T-R@B
TEST -> fail-reversed
MODE -> wiring-reversed
plug trs_trs,length=6m,short=T-S:0.3ohm@B,joint=R:3ohm@A
TEST -> fail-two
MODE -> faults
MODE -> wiring-short
plug trs_trs,length=6m,joint=R:3ohm@A
TEST -> fail-joint
MODE -> wiring-joint
plug trs_trs,length=6m,leak=T-S:200k
TEST
MODE -> wiring-leak
plug trs_trs,length=6m,stock=mogami-w2549,joint=T:0.125ohm@A
TEST -> pass-near
plug trs_trs,length=6m,stock=mogami-w2549,joint=T:0.137ohm@A
TEST -> fail-near
plug xlr_lift_b,length=6m
TEST -> looks-like
MODE -> looks-like-yes
hold MODE
choose All like
TEST -> pass-as-answered
hold MODE -> menu-answered
choose As answered -> menu-answers
choose Ask again
TEST
hold MODE -> looks-like-no
plug trs_trs,live=48V:6.81k@A.T,A.R
TEST -> live
wait 400 ms -> live-dark
plug trs_trs,length=6m,live=0.1V/1kHz:150ohm@A.T
TEST -> live-signal

# -- other cables --------------------------------------------------------------------------
plug ts_ts,length=3m
TEST
MODE -> wiring-lead
MODE x3 -> balance-lead
plug insert,length=3m
TEST
MODE -> wiring-insert
MODE -> resistance-many
plug trrs_split,length=2m
TEST
MODE -> wiring-headset
MODE x2 -> capacitance-many
plug xlr_y_split,length=3m,open=T@C
TEST -> fail-splitter
MODE -> wiring-splitter
plug sum_res,length=3m
TEST
MODE -> wiring-resistors
plug xlr_lift_b,length=6m
TEST
sees LOOKS

# -- wiggle --------------------------------------------------------------------------------
plug trs_trs,length=3m
hold TEST -> wiggle-steady
TEST -> wiggle-end
plug trs_trs,length=3m,intermittent=R@B:80us/190ms
hold TEST
wait 2 s -> wiggle-one
MODE x2
wait 1090 ms -> wiggle-picked
hold TEST -> wiggle-cleared
wait 1 s
TEST -> wiggle-fail
MODE -> wiring-intermittent
plug trs_trs,length=3m,touch=T-S@B:40ms/1000s
hold TEST
opens 40 ms
wait 300 ms
opens 90 ms
wait 300 ms -> wiggle-touch
TEST -> wiggle-short
MODE -> wiring-touch
plug insert,length=3m,intermittent=T@B:4ms/90ms,intermittent=T@C:4ms/90ms
hold MODE
choose Wiggle
wait 1 s -> wiggle-many
TEST
plug trs_trs,length=3m,intermittent=S@A:80us/500ms
hold TEST
opens 700 ms
wait 650 ms -> wiggle-open-now
TEST

# -- an installed line, from one end -------------------------------------------------------
plug none
hold MODE
choose Line -> line
TEST -> line-none
plug xlr_xlr,length=50m,unplug=B,part=T-S:4.7k@B,part=R-S:10k@B
TEST -> line-pass
lamp green
plug xlr_xlr,length=50m,unplug=B,part=T-S:4.7k@B,part=R-S:10k@B,swap=T-R@B
TEST -> line-reversed
lamp red
plug xlr_xlr,length=50m,unplug=B,part=T-S:4.7k@B,part=R-S:10k@B,open=R@B
TEST -> line-open
plug xlr_xlr,length=50m,unplug=B,short=T-S@B,short=R-S@B,joint=R:5ohm@B
TEST -> line-joint
plug xlr_xlr,length=50m,unplug=B
TEST -> line-bare
plug xlr_xlr,length=50m,unplug=B,part=T-R:200ohm@B
TEST -> line-output
plug xlr_xlr,length=50m,unplug=B,live=48V:6.81k@B.T-B.S
TEST -> line-phantom
plug none
MODE
sees READY

# -- EXPECT, GOLDEN, AUTO-RUN --------------------------------------------------------------
plug none
hold MODE
choose Mode -> menu-mode
choose EXPECT -> menu-expect
choose RCA to -> menu-expect-rca
choose XLR -> menu-expect-rca-xlr
choose RCA-XLR pin 3 -> ready-expect
plug rca_xlr_2w,length=3m
TEST -> pass-expect
MODE -> wiring-rca-xlr
plug xlr_xlr,length=6m
TEST -> fail-wrong-cable
hold MODE
choose Golden -> menu-golden
choose Learn -> menu-name
hold MODE -> menu-name-refused
enter TOUR-A -> learn
TEST -> learn-next
plug xlr_xlr,length=6m,open=R@B
TEST -> learn-refused
plug xlr_xlr,length=6m
TEST -> learned
MODE -> ready-golden
plug xlr_xlr,length=9m
TEST -> fail-golden
hold MODE
choose Golden
choose Delete -> menu-delete
choose No
hold both
hold MODE
choose Mode
choose AUTO-RUN
choose on
hold both
plug none
wait 2 s
MODE
plug trs_trs,length=6m
wait 2 s -> auto-run
hold MODE
choose Mode
choose GOLDEN -> menu-golden-choose
choose TOUR-A
hold MODE
choose Golden
choose Delete
choose Yes
hold MODE
choose Mode
choose GOLDEN
hold both
hold MODE
choose Mode
choose AUTO:
usb
wait 600 ms -> ready-usb

# -- the rest of the settings --------------------------------------------------------------
hold MODE
choose Settings
choose Beep
choose off
choose Rotated
choose on -> settings-rotated
choose Rotated
choose off
choose Display
display sh1106
choose sh1106 -> settings-sh1106
choose Display
display ssd1306
choose auto
choose Battery -> settings-battery
choose LiPo
choose Off after
enter 045 -> settings-off
hold both
hold MODE
choose Device -> device
TEST
choose Close
sees READY

# -- power ---------------------------------------------------------------------------------
cells 3.50 V
wait 1 s -> low-battery
TEST
sees READY
wait 301 s
TEST
sees READY
cells 3.30 V
wait 20 s
TEST -> battery-refused
MODE
usb
wait 1 s
TEST
sees PASS
plug trs_trs,length=6m,live=30V/50Hz:3M@A.S
TEST -> live-touch
plug trs_trs,length=6m

# -- the log fills -------------------------------------------------------------------------
log 83 %
off
on -> log-full
TEST -> ready-log
log 100 %
off
on -> log-dropped
TEST -> ready-dropped
sees not kept

# -- a tone for the far end ----------------------------------------------------------------
plug xlr_xlr,length=20m,unplug=B
hold MODE
choose Tone -> tone
MODE x3 -> tone-balanced
TEST
sees READY

# -- what may go wrong ---------------------------------------------------------------------
off
pulled
damage settings
on
MODE -> ready-settings-lost
hold MODE
choose Settings
choose Units
choose ft
hold both
off
damage calibration
on -> ready-calibration-lost
off
on holding MODE
wait 3100 ms -> ready-stuck
off
on
display none
plug trs_trs,open=T@B
TEST
lamp red
display ssd1306
TEST
sees FAIL
fails MemoryError: allocating 4096 bytes -> crash, -, -
fails MemoryError: allocating 4096 bytes
fails MemoryError: allocating 4096 bytes -> safe-mode
off
on holding both -> rescue
off
plug none
part cref_f 0.5e-9
on -> error-self-test
TEST
sees READY
TEST -> error
off
display mute
on -> which-display
MODE -> which-display-whole
TEST

# -- shells and fifth pins: a tester with the expander ---------------------------------------
off
tester expander=yes
on
plug wires:A.T-B.T A.R-B.R A.R2-B.R2 A.S=B.S A.5-B.5
TEST -> five-pin
plug wires:A.T-B.T A.R-B.R A.R2-B.R2 A.S=B.S A.5-B.5,short=5-T@A
TEST -> five-pin-short
plug xlr_xlr,short=T-SH@A
TEST -> shell-hot
plug xlr_xlr,live=48V:6.81k@A.SH
TEST -> live-shell
plug wires:A.T-B.T A.R-B.R A.R2-B.R2 A.S=B.S A.5-B.5,intermittent=5@B:80us/500ms
opens 0 ms
hold TEST
opens 60 ms
wait 400 ms -> wiggle-five
TEST -> wiggle-five-end
"""
