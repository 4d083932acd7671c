"""Capacitance from charge curves: samples in, picofarads out.

A line is charged through a known resistor while the ADC samples it every 2 us. The area
between the curve and its asymptote gives the time constant without a logarithm and without
knowing when charging began. Pure functions: sequences in, numbers out; `charge.py` is what takes
the samples.

Origin of the equations: front-end note "Capacitance". Units: codes are ADC counts, tau is in
sample periods (2 us), capacitances in picofarad.
"""

from array import array

from ringout.base.compat import kernels

_CAPTURES_MOST = 15  # sums of more corrected codes would not fit 16 bits


def step_corrected(code):
    """ADC code 0..4095 with the converter's four wide codes and the missing one undone, up to
    4132. Of the steps at 511, 1535, 2559 and 3583 (RP2040 erratum E11) each loses nine codes or
    ten; 2047 hardly exists: published sweeps of five chips step by 1.0 to 1.9 codes there."""
    if code > 2047:
        if code > 3583:
            return code + 37
        return code + 27 if code > 2559 else code + 18
    if code > 1535:
        return code + 19
    return code + 10 if code > 511 else code


def tau_samples(captures, v_inf4, lo_pct=25, hi_pct=85):
    """Time constant of a charge curve, in sample periods.

    captures: sequences of step-corrected codes of the same charge, all of one length; they
    are averaged (hum cancels over captures spread through a mains period), the first 15 of them.
    v_inf4: four times the asymptote in codes, an int.
    The window is lo_pct to hi_pct of the asymptote. ValueError if the curve does not cross it.
    """
    sums = array("H", captures[0])
    for codes in captures[1:_CAPTURES_MOST]:
        for k, code in enumerate(codes):
            sums[k] += code
    count = min(len(captures), _CAPTURES_MOST)
    return tau_of_sums(sums, len(sums), count, v_inf4, lo_pct, hi_pct)


def tau_of_sums(sums, size, count, v_inf4, lo_pct, hi_pct):
    """As tau_samples, from the element-wise sum of `count` captures of `size` samples.

    tau = area / rise, corrected for the trapezoid rule (coth series, tau - 1/12 tau) and for
    averaging the window's ends over 2m+1 samples (cosh series, 1 + m(m+1)/6 tau^2). Integers
    stay below 2**30 while captures x samples <= 32768; they become one float at the end.
    """
    low = v_inf4 * lo_pct // 100 * count
    high = v_inf4 * hi_pct // 100 * count
    first = kernels.first_at_least(sums, 0, size, low)
    last = kernels.first_at_least(sums, first, size, high)
    if last >= size:
        raise ValueError("the curve ends before %d %% of its asymptote" % hi_pct)
    span = last - first
    if span < 2:
        raise ValueError("the curve crosses its window in under two samples")
    m = min(32, span // 16, first, size - 1 - last)
    areas = kernels.eight_areas(sums, first, last, 2 * v_inf4 * count)
    top = kernels.total(sums, last - m, last + m + 1)
    rise = top - kernels.total(sums, first - m, first + m + 1)
    if rise <= 0:
        raise ValueError("the curve does not rise")
    tau = areas / rise * ((2 * m + 1) / 8.0)
    if m:
        tau *= 1.0 + m * (m + 1) / (6.0 * tau * tau)
    return tau - 1.0 / (12.0 * tau)


def farads_ratio(tau, tau_open, rho):
    """The g function: capacitance behind the mux in units of (sample period / R_th).

    tau: slow time constant; tau_open: that of the open channel; rho: series resistance over
    charge resistance. Exact inversion of the two-pole circuit: with x = R_th C,
    tau^2 - tau (tau_open + (1 + rho) x) + rho tau_open x = 0, solved for x.
    """
    return tau * (tau - tau_open) / ((1.0 + rho) * tau - rho * tau_open)


def core_to_core_pf(c_full, c_other_floating, c_other_node):
    """Capacitance between two conductors, zeros already in all three arguments.

    c_full: the first with the second held low; c_other_floating: the same with the second
    floating; c_other_node: everything at the second. A floating conductor takes away
    C12^2 / C_node.
    """
    difference = c_full - c_other_floating
    if difference <= 0.0:
        return 0.0
    return (difference * c_other_node) ** 0.5
