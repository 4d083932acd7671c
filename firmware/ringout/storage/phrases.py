"""DATA: texts that stand in many records, each stored as one byte or two (`packing`).

One phrase a line, chosen by what they save over records of good and bad cables; the first one
begins every packed line. Position is meaning: lines may be appended, up to 128 after the first
ONE_BYTE, anything else is another log format.
"""

ONE_BYTE = 56  # so many phrases take one byte, those after them two

PHRASES = b"""\
{"v":1,"dev":"
"ends":["A","B"],"text":"
"tag":{},"ms":
},"length_m":
],"A.T-B.T":[
],"A.R-B.R":[
],"A.S-B.S":[
"leg_ohm":{"
"expected":"
"u_percent":
","seq":
,"up_ms":
"],"nets":[["
],"20000":[
"contact":"
 from plug 
],"T-R":[
],"T-S":[
],"R-S":[
,"boot":
"code":"
"text":"
"cal":"
},"pf":{
"pf":{"
,"fw":"
","end":"
"ohm":
,"t":
trs_
xlr_
 plug 
SLEEVE
"},{"
"],["
 open
null
RING
TIP
 ohm
],"
","
"},
]},
":[
-B.
,0.0
:{"
.0
:"
A.
B.
C.
T-
R-
],
","mode":"auto","verdict":"NO-CABLE","wiring":[],"nets":[],"faults":[],"leg_ohm":{},"pf":{
","mode":"auto","verdict":"NO-CABLE","wiring":[],"nets":[],
","mode":"auto","verdict":"LOOKS-LIKE","wiring":["
","mode":"auto","verdict":"PASS","wiring":["
","mode":"auto","verdict":"FAIL","wiring":["
","mode":"auto","verdict":"FAIL","wiring":[],"nets":[["
","mode":"auto","verdict":"
","mode":"expect:
","mode":"golden:
","verdict":"PASS","wiring":["
","verdict":"FAIL","wiring":["
","verdict":"FAIL","wiring":[],"nets":[["
trs_trs","xlr_xlr","trs_xlr"],"nets":[["A.R","B.R"],["A.S","B.S"],["A.T","B.T"]],
xlr_xlr","trs_trs","trs_xlr"],"nets":[["A.R","B.R"],["A.S","B.S"],["A.T","B.T"]],
ts_ts","ts_spk","trs_ts_tied","ts_xlr_tied","trs_ts_2core"],"nets":[["A.R","A.S","B.R","B.S"],["A.T","B.T"]],
rca_rca","xlr_rca_open","trs_rca_open"],"nets":[["A.S","B.S"],["A.T","B.T"]],
insert"],"nets":[["A.R","C.T"],["A.S","B.R","B.S","C.R","C.S"],["A.T","B.T"]],
xlr_pol","trs_cross"],"nets":[["A.R","B.T"],["A.S","B.S"],["A.T","B.R"]],
"],"nets":[["A.R","B.R"],["A.S","B.S"],["A.T","B.T"]],
"],"nets":[["A.S","B.S"],["A.T","B.T"]],
"],["A.S","B.S"],["A.T","B.T"]],
"faults":[],"leg_ohm":{"A.T-B.T":[
"faults":[],"leg_ohm":{"A.S-B.S":[
"faults":[],"leg_ohm":{
"faults":[{"code":"open","net":["
"faults":[{"code":"short","net":["
"faults":[{"at":{"end":"
"expected":"A.T joined to B.T","contact":"
"expected":"A.R joined to B.R","contact":"
"expected":"A.S joined to B.S","contact":"
"expected":"apart",
"at":{"end":"A","plug":true},
"at":{"end":"B","plug":true},
"at":{"end":"A","percent":
"at":{"end":"B","percent":
"high-resistance","net":["
"leakage","net":["
"expected":"under
"net":["A.T","B.T"],"end":
"net":["A.R","B.R"],"end":
"net":["A.S","B.S"],"end":
"length_m":null,"pf_per_ft":null,"cmrr_db":null,
"length_m":null,"pf_per_ft":null,
"length_m":[
],"pf_per_ft":[
"cmrr_db":null,
"cmrr_db":{"60":[
"cmrr_db":{"1000":[
"cmrr_db":{"20000":[
"cmrr_at_least":["1000","20000","60"],
"cmrr_at_least":["
"ends":["A","B","C"],"text":"
"tag":{"operator":"
"tag":{"serial":"
"tag":{"lot":"
","operator":"
","serial":"
","lot":"
"},"ms":
"pf":{"T-R":[
"pf":{"T-S":[
"pf":{"R-S":[
],"A.S-B.R":[
],"A.R-B.S":[
],"B.R-B.S":[
],"A.R-A.S":[
],"1000":[
],"60":[
"question":"
TRS balanced/stereo, XLR mic cable or TRS-XLR balanced",
TS instrument lead, TS speaker lead or alike",
TRS-TRS, balanced mono or stereo
 pF/ft - wrong stock? under 
RCA-RCA, XLR-RCA pin 3 open or TRS-RCA ring open",
XLR mic cable
 at plug 
 joined to 
TIP-SLEEVE 
RING-SLEEVE 
TIP-RING 
"net":["
"dropped":
LOOKS-LIKE
balanced
confidence":"
unbalanced
intermittent
shield-swapped
"""
