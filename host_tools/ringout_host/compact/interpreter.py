"""Names that MicroPython for the Pico has in its read-only memory, the shortest first.

What the firmware calls its own things is one of these where possible: such a name takes no memory
and, more, makes no later search longer. The interpreter looks through all names that it has met
since its start, one after the other, whenever it loads a name or makes a text.

From the names collected when MicroPython 1.28 is built for RPI_PICO (genhdr/qstrdefs.generated.h);
on another version some may be missing, and cost there what any other name does.
"""

_NAMES = """
b e r IN RX TX bl bx gc io on os pi rb re rx sd tx ws ADC ALT CTS DMA EIO GP0 GP1 GP2 GP3 GP4 GP5
GP6 GP7 GP8 GP9 GS8 I2C I2S INT LED LSB MSB OUT PIO PTR PWM Pin RAW RTC RTS SIO SPI USB WDT add
aes alt arg asr buf clz cmp cos cpu cts doc end erf exp get inf irq key ldr log low lsl lsr md5
mem mov mrs nan nop off pop ps1 ps2 ptr put rp2 rts sck scl sda sep sin sub sys tan tau vfs wfi
AUTO GP10 GP11 GP12 GP13 GP14 GP15 GP16 GP17 GP18 GP19 GP20 GP21 GP22 GP25 GP26 GP27 GP28 GPCK
GZIP INT8 LONG MONO PIO0 PIO1 Task UART UINT VOID ZLIB acos addr and_ args argv asin atan bits
blit busy ceil code copy coro cosh crc8 ctrl data done dump erfc fabs feed file fill find flow
fmod freq hard high ibuf idle imag init join json keys ldrb ldrh line load lock log2 main math
mem8 miso mkfs mode modf mosi movt movw name pack path peek poll poly prog ptr8 pull push rate
rbit read real rect scan sdiv seed seek self send sha1 sinh size sort span sqrt stat step stop
strb strh sync tanh tell text time udiv uint usys vcmp vldr vmov vmrs vneg vstr ARRAY EBADF EPERM
Flash GPIO0 GPIO1 GPIO2 GPIO3 GPIO4 GPIO5 GPIO6 GPIO7 GPIO8 GPIO9 INT16 INT32 INT64 MVLSB PinAF
SHORT Timer UINT8 ULONG acosh align array asinh atan2 atanh board bswap chdir clear close cmath
const count cpsid cpsie crc32 deque dumps errno expm1 flags floor flush frexp gamma group heapq
hline index ioctl ipoll isinf isnan items label ldexp ldrex loads log10 lower match mem16 mem32
mkdir mount movwt mtime phase pixel polar ptr16 ptr32 reset rfind rmdir rxbuf shift sleep split
stall start state stdin strex strip throw trunc txbuf uname union upper value viper vline vsqrt
write BFINT8 BF_LEN BF_POS EACCES EAGAIN EEXIST EINVAL EISDIR ENODEV ENOENT ENOMEM FileIO GPIO10
GPIO11 GPIO12 GPIO13 GPIO14 GPIO15 GPIO16 GPIO17 GPIO18 GPIO19 GPIO20 GPIO21 GPIO22 GPIO23 GPIO24
GPIO25 GPIO26 GPIO27 GPIO28 GPIO29 INV_RX INV_TX IN_LOW IOBase NATIVE POLLIN RGB565 RingIO STEREO
Signal UINT16 UINT32 UINT64 USHORT VfsFat active append buffer cancel center choice config decode
deinit digest enable encode ep_max extend getcwd getter gmtime groups insert invert lgamma little
locked lstrip mktime modify module native parity period ph_key random remove rename rindex rsplit
rstrip scroll search select setter sha256 single sizeof stderr stdout struct toggle txdone umount
unlink unpack unsafe update values ALT_I2C ALT_PWM ALT_SIO ALT_SPI ALT_USB BFINT16 BFINT32 BFUINT8
BytesIO ENOBUFS FLOAT32 FLOAT64 IN_HIGH IRQ_SM0 IRQ_SM1 IRQ_SM2 IRQ_SM3 JOIN_RX JOIN_TX OUT_LOW
POLLERR POLLHUP POLLOUT PULL_UP SoftI2C SoftSPI VfsLfs2 abs_tol acquire ahb_err channel closure
collect decrypt default deflate degrees deleter disable discard dupterm duty_ns ellipse encrypt
fromhex handler hashlib heapify heappop hexlify in_base indices isalpha isclose isdigit islower
isspace isupper itf_max jmp_pin listdir machine maxsize memaddr modules newline onewire popitem
popleft radians randint readbit rel_tol release replace restart reverse rx_fifo statvfs str_max
sysname tick_hz time_ns timeout trigger tx_fifo uctypes uniform urandom version writeto xfer_cb
ALT_GPCK ALT_PIO0 ALT_PIO1 ALT_UART BFUINT16 BFUINT32 EALREADY ENOTCONN GS2_HMSB GS4_HMSB LONGLONG
LockType NoneType ONE_SHOT OUT_HIGH PERIODIC StringIO addrsize baudrate binascii builtins bytecode
bytes_at calcsize callback chain_to copysign cur_task datetime desc_cfg desc_dev duty_u16 encoding
endswith execfile firstbit framebuf fromkeys function getvalue heappush high_pri ilistdir inc_read
isfinite issubset iterable iterator kbd_intr keepends libc_ver mem_free mem_info nodename out_base
platform polarity progsize read_err read_u16 readbyte readfrom readinto readline readonly readsize
register reset_cb ring_sel schedule set_base sleep_ms sleep_us sniff_en ticks_ms ticks_us to_bytes
treq_sel writebit writevto CORE_TEMP DeflateIO ETIMEDOUT I2CTarget IRQ_BREAK JOIN_NONE MONO_HLSB
MONO_HMSB MONO_VLSB PULL_DOWN TaskQueue ULONGLONG USBDevice WDT_RESET addressof asm_thumb
bitstream buffering byteorder cryptolib deepsleep desc_strs dict_view errorcode factorial
fill_rect generator get_ident heap_lock inc_write irq_quiet isenabled localtime lookahead
mem_alloc opt_level pack_ctrl pack_into partition qstr_info randrange readlines registers
ring_size sendbreak stack_use threshold ticks_add ticks_cpu unhexlify unique_id write_err
writebyte BIG_ENDIAN EADDRINUSE ECONNRESET EOPNOTSUPP IRQ_RISING IRQ_RXIDLE IRQ_TXIDLE OPEN_DRAIN
SHIFT_LEFT a2b_base64 appendleft b2a_base64 bootloader difference enable_irq from_bytes isdisjoint
issuperset lightsleep namedtuple pend_throw readblocks rpartition separators setdefault soft_reset
splitlines stack_size startswith ticks_diff unregister BUILTIN_CDC EINPROGRESS FrameBuffer
IRQ_FALLING OrderedDict PWRON_RESET SHIFT_RIGHT add_program collections disable_irq getrandbits
heap_unlock in_shiftdir micropython open_itf_cb pull_thresh push_thresh reset_cause submit_xfer
unpack_ctrl unpack_from writeblocks writeto_mem
"""
ROM_NAMES = tuple(_NAMES.split())
