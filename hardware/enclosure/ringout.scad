// ringout: box and front panel. Millimetres.
// Set `part` to "panel", "box" or "drawing" (the panel in two dimensions).
include <parameters.scad>

part = "panel";
panel_thick_mm = 2;
depth_mm = 46;          // inside, behind the panel
corner_mm = 5;
insert_mm = 4.2;        // hole for an M3 heat-set insert
$fn = 48;

module outline(size, radius) {
  translate([radius, radius])
    offset(r = radius) square([size[0] - 2 * radius, size[1] - 2 * radius]);
}

module drawing() {
  difference() {
    outline(panel_mm, corner_mm);
    translate([oled[0] - oled_window_mm[0] / 2, oled[1] - oled_window_mm[1] / 2])
      square(oled_window_mm);
    for (at = keys) translate(at) circle(d = key_hole_mm);
    for (at = leds) translate(at) circle(d = led_hole_mm);
    for (dx = [-3, 0, 3]) for (dy = [-3, 0, 3])
      translate([buzzer[0] + dx, buzzer[1] + dy]) circle(d = 1.6);
    for (at = post_mm) translate(at) circle(d = screw_mm);
    for (jack = jacks) translate([jack[1], jack[2]]) {
      circle(d = jack[3]);
      if (jack[4] == 1) for (sx = [-1, 1]) for (sy = [-1, 1])
        translate([sx * d_screw_mm[0] / 2, sy * d_screw_mm[1] / 2]) circle(d = screw_mm);
    }
  }
}

module panel() {
  linear_extrude(panel_thick_mm) drawing();
  // standoffs hang behind the panel and carry the board, parts towards the panel
  for (at = board_holes) translate([at[0], at[1], -standoff_mm]) difference() {
    cylinder(d = 7, h = standoff_mm);
    translate([0, 0, -1]) cylinder(d = insert_mm, h = 7);
  }
}

module box() {
  difference() {
    linear_extrude(depth_mm + wall_mm) outline(panel_mm, corner_mm);
    translate([0, 0, wall_mm]) linear_extrude(depth_mm + 1)
      offset(delta = -wall_mm) outline(panel_mm, corner_mm);
    // USB through the upper wall, wide enough for the plug's shell
    translate([usb[0] - 6.5, panel_mm[1] - wall_mm - 2, wall_mm + depth_mm - standoff_mm + usb[1] - 4.5])
      cube([13, wall_mm + 3, 9]);
    // slide switch through the lower wall
    translate([switch_x_mm, -1, 20]) cube([9, wall_mm + 2, 4.5]);
  }
  for (at = post_mm) translate([at[0], at[1], 0]) difference() {
    cylinder(d = 8, h = depth_mm + wall_mm);
    translate([0, 0, depth_mm + wall_mm - 8]) cylinder(d = insert_mm, h = 9);
  }
  // rails that keep the cell holder in place under the board
  for (dx = [0, cells_mm[0] + 2]) translate([cells_corner_mm[0] + dx - 2, cells_corner_mm[1], 0]) cube([2, cells_mm[1], 8]);
}

if (part == "panel") panel();
else if (part == "box") box();
else drawing();
