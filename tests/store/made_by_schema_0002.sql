BEGIN TRANSACTION;
CREATE TABLE alembic_version (
	version_num VARCHAR(32) NOT NULL, 
	CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);
INSERT INTO "alembic_version" VALUES('0002');
CREATE TABLE boots (
	device INTEGER NOT NULL, 
	boot BIGINT NOT NULL, 
	t0_ms BIGINT NOT NULL, 
	t0_from TEXT NOT NULL, 
	PRIMARY KEY (device, boot), 
	FOREIGN KEY(device) REFERENCES devices (id)
);
INSERT INTO "boots" VALUES(1,3,1779999999000,'record');
CREATE TABLE damaged (
	id INTEGER NOT NULL, 
	device INTEGER NOT NULL, 
	digest TEXT NOT NULL, 
	seq BIGINT, 
	reason TEXT NOT NULL, 
	stored_at BIGINT NOT NULL, 
	line_bytes INTEGER NOT NULL, 
	line BLOB NOT NULL, 
	PRIMARY KEY (id), 
	CONSTRAINT damaged_once UNIQUE (device, digest), 
	FOREIGN KEY(device) REFERENCES devices (id)
);
INSERT INTO "damaged" VALUES(1,1,'00cc10cc5ab0a89fbf4d84a229bf234e739ba6294a832d2c042ce8d9a1949cf7',NULL,'no checksum: power failed while it was written, or the flash did',1781000000,4,X'746F726E');
CREATE TABLE devices (
	id INTEGER NOT NULL, 
	dev TEXT NOT NULL, 
	fw TEXT, 
	hello TEXT, 
	seen_at BIGINT, 
	log_dropped BIGINT, 
	log_damaged BIGINT, 
	pulled_to BIGINT, 
	PRIMARY KEY (id), 
	UNIQUE (dev)
);
INSERT INTO "devices" VALUES(1,'e6614c311b7f2a29',NULL,NULL,NULL,NULL,NULL,NULL);
CREATE TABLE pulls (
	id INTEGER NOT NULL, 
	device INTEGER NOT NULL, 
	started_at BIGINT NOT NULL, 
	finished_at BIGINT NOT NULL, 
	first BIGINT, 
	last BIGINT, 
	new INTEGER NOT NULL, 
	known INTEGER NOT NULL, 
	damaged INTEGER NOT NULL, 
	missing INTEGER NOT NULL, 
	PRIMARY KEY (id), 
	FOREIGN KEY(device) REFERENCES devices (id)
);
CREATE TABLE records (
	device INTEGER NOT NULL, 
	seq BIGINT NOT NULL, 
	crc TEXT NOT NULL, 
	boot BIGINT NOT NULL, 
	up_ms BIGINT NOT NULL, 
	tested_at BIGINT, 
	time_from TEXT NOT NULL, 
	stored_at BIGINT NOT NULL, 
	fw TEXT, 
	mode TEXT, 
	verdict TEXT NOT NULL, 
	wiring TEXT, 
	fault TEXT, 
	fault_end TEXT, 
	operator TEXT, 
	serial TEXT, 
	lot TEXT, 
	cal TEXT, 
	ms FLOAT, 
	raw TEXT NOT NULL, 
	PRIMARY KEY (device, seq), 
	FOREIGN KEY(device) REFERENCES devices (id)
);
INSERT INTO "records" VALUES(1,1,'49a06159',3,61000,1780000060,'clock',1781000000,'0.1.0','auto','PASS','trs_trs',NULL,NULL,'Ana','CAB-1','L17','c-2026-05-01',212.0,'{"v": 1, "dev": "e6614c311b7f2a29", "seq": 1, "boot": 3, "up_ms": 61000, "t": 1780000060, "fw": "0.1.0", "mode": "auto", "verdict": "PASS", "wiring": ["trs_trs"], "nets": [["A.R", "B.R"], ["A.S", "B.S"], ["A.T", "B.T"]], "faults": [], "leg_ohm": {"A.T-B.T": [0.52, 0.02], "A.R-B.R": [0.53, 0.02], "A.S-B.S": [0.21, 0.02]}, "pf": {"T-S": [456.0, 2.3], "R-S": [457.5, 2.3], "T-R": [271.0, 3.0]}, "length_m": [6.0, 0.1], "pf_per_ft": [23.2, 0.4], "cmrr_db": {"60": [84.0, 3.0], "1000": [83.0, 3.0], "20000": [67.0, 2.0]}, "cal": "c-2026-05-01", "tag": {"lot": "L17", "serial": "CAB-1", "operator": "Ana"}, "ms": 212}');
INSERT INTO "records" VALUES(1,2,'0258a0ad',3,121000,1780000120,'clock',1781000000,'0.1.0','auto','FAIL','trs_trs','open','B',NULL,'CAB-2','L17','c-2026-05-01',212.0,'{"v": 1, "dev": "e6614c311b7f2a29", "seq": 2, "boot": 3, "up_ms": 121000, "t": 1780000120, "fw": "0.1.0", "mode": "auto", "verdict": "FAIL", "wiring": ["trs_trs"], "nets": [["A.S", "B.S"], ["A.T", "B.T"]], "faults": [{"code": "open", "net": ["A.R", "B.R"], "contact": "B.R", "end": "B", "at": "plug", "text": "Ring open at plug B: open that plug and resolder the ring"}], "leg_ohm": {"A.T-B.T": [0.52, 0.02], "A.S-B.S": [0.21, 0.02]}, "pf": {"T-S": [456.0, 2.3], "R-S": [457.5, 2.3], "T-R": [271.0, 3.0]}, "length_m": [6.0, 0.1], "pf_per_ft": [23.2, 0.4], "cmrr_db": {"60": [84.0, 3.0], "1000": [83.0, 3.0], "20000": [67.0, 2.0]}, "cal": "c-2026-05-01", "tag": {"lot": "L17", "serial": "CAB-2"}, "ms": 212}');
INSERT INTO "records" VALUES(1,3,'72d135fe',3,181000,1780000180,'clock',1781000000,'0.1.0','wiggle','PASS',NULL,NULL,NULL,NULL,NULL,'L17','c-2026-05-01',212.0,'{"v": 1, "dev": "e6614c311b7f2a29", "seq": 3, "boot": 3, "up_ms": 181000, "t": 1780000180, "fw": "0.1.0", "mode": "wiggle", "verdict": "PASS", "wiring": [], "nets": [["A.R", "B.R"], ["A.S", "B.S"], ["A.T", "B.T"]], "faults": [], "leg_ohm": {}, "pf": {}, "length_m": [6.0, 0.1], "pf_per_ft": [23.2, 0.4], "cmrr_db": {"60": [84.0, 3.0], "1000": [83.0, 3.0], "20000": [67.0, 2.0]}, "cal": "c-2026-05-01", "tag": {"lot": "L17"}, "ms": 212, "wiggle": {"proven_us": 108}}');
INSERT INTO "records" VALUES(1,4,'d01fbd51',9,241000,NULL,'unknown',1781000000,'0.1.0','auto','PASS','trs_trs',NULL,NULL,NULL,NULL,NULL,'c-2026-05-01',212.0,'{"v": 1, "dev": "e6614c311b7f2a29", "seq": 4, "boot": 9, "up_ms": 241000, "t": null, "fw": "0.1.0", "mode": "auto", "verdict": "PASS", "wiring": ["trs_trs"], "nets": [["A.R", "B.R"], ["A.S", "B.S"], ["A.T", "B.T"]], "faults": [], "leg_ohm": {"A.T-B.T": [0.52, 0.02], "A.R-B.R": [0.53, 0.02], "A.S-B.S": [0.21, 0.02]}, "pf": {"T-S": [456.0, 2.3], "R-S": [457.5, 2.3], "T-R": [271.0, 3.0]}, "length_m": [6.0, 0.1], "pf_per_ft": [23.2, 0.4], "cmrr_db": {"60": [84.0, 3.0], "1000": [83.0, 3.0], "20000": [67.0, 2.0]}, "cal": "c-2026-05-01", "tag": {}, "ms": 212}');
INSERT INTO "records" VALUES(1,5,'d196e787',3,301000,1780000300,'clock',1781000000,'0.1.0','auto','LOOKS-LIKE','trs_trs',NULL,NULL,NULL,'CAB-3','L17','c-2026-05-01',212.0,'{"v": 1, "dev": "e6614c311b7f2a29", "seq": 5, "boot": 3, "up_ms": 301000, "t": 1780000300, "fw": "0.1.0", "mode": "auto", "verdict": "LOOKS-LIKE", "wiring": ["trs_trs"], "nets": [["A.R", "B.R"], ["A.S", "B.S"], ["A.T", "B.T"]], "faults": [], "leg_ohm": {"A.T-B.T": [0.52, 0.02], "A.R-B.R": [0.53, 0.02], "A.S-B.S": [0.21, 0.02]}, "pf": {"T-S": [456.0, 2.3], "R-S": [457.5, 2.3], "T-R": [271.0, 3.0]}, "length_m": [6.0, 0.1], "pf_per_ft": [23.2, 0.4], "cmrr_db": {"60": [84.0, 3.0], "1000": [83.0, 3.0], "20000": [67.0, 2.0]}, "cal": "c-2026-05-01", "tag": {"lot": "L17", "serial": "CAB-3"}, "ms": 212}');
INSERT INTO "records" VALUES(1,6,'7debdf92',3,361000,1780000360,'clock',1781000000,'0.1.0','auto','PASS','trs_trs',NULL,NULL,NULL,NULL,NULL,'c-2026-05-01',212.0,'{"v": 1, "dev": "e6614c311b7f2a29", "seq": 6, "boot": 3, "up_ms": 361000, "t": 1780000360, "fw": "0.1.0", "mode": "auto", "verdict": "PASS", "wiring": ["trs_trs"], "nets": [["A.R", "B.R"], ["A.S", "B.S"], ["A.T", "B.T"]], "faults": [], "leg_ohm": {"A.T-B.T": [0.52, 0.02], "A.R-B.R": [0.53, 0.02], "A.S-B.S": [0.21, 0.02]}, "pf": {"T-S": [456.0, 2.3], "R-S": [457.5, 2.3], "T-R": [271.0, 3.0]}, "length_m": [6.0, 0.1], "pf_per_ft": [23.2, 0.4], "cmrr_db": {"60": [84.0, 3.0], "1000": [83.0, 3.0], "20000": [67.0, 2.0]}, "cal": "c-2026-05-01", "tag": {}, "ms": 212, "kind": 5, "limits": [1], "product": {"a": 1}}');
CREATE INDEX records_tested_at ON records (tested_at);
CREATE INDEX records_serial ON records (serial) WHERE serial IS NOT NULL;
CREATE INDEX records_lot ON records (lot) WHERE lot IS NOT NULL;
CREATE INDEX records_undated ON records (device, boot) WHERE tested_at IS NULL;
COMMIT;
