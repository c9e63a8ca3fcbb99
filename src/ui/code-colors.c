/* SPDX-FileCopyrightText: 2026 The Elector authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "ui/code-colors.h"

#include <glib.h>

#define RGB(r, g, b) { (r) / 255.0f, (g) / 255.0f, (b) / 255.0f, 1.0f }

static const ElectorCodeColors light = {
  .scheme = "Adwaita",
  .strong = RGB (0xc4, 0xdc, 0xfa),
  .weak = RGB (0xe9, 0xf1, 0xfc),
  .selected = RGB (0xed, 0xec, 0xeb),
  .badge = RGB (0x1c, 0x71, 0xd8),
  .badge_text = RGB (0xff, 0xff, 0xff),
  .outline_text = RGB (0x1a, 0x5f, 0xb4),
  .changed = RGB (0xc6, 0x46, 0x00),
};

static const ElectorCodeColors dark = {
  .scheme = "Adwaita-dark",
  .strong = RGB (0x1d, 0x42, 0x70),
  .weak = RGB (0x22, 0x2d, 0x3d),
  .selected = RGB (0x33, 0x33, 0x37),
  .badge = RGB (0x35, 0x84, 0xe4),
  .badge_text = RGB (0xff, 0xff, 0xff),
  .outline_text = RGB (0x99, 0xc1, 0xf1),
  .changed = RGB (0xff, 0xa3, 0x48),
};

static const ElectorCodeColors light_contrast = {
  .scheme = "Adwaita",
  .strong = RGB (0xa8, 0xcc, 0xf8),
  .weak = RGB (0xdc, 0xe9, 0xfb),
  .selected = RGB (0xde, 0xdd, 0xda),
  .badge = RGB (0x19, 0x3d, 0x66),
  .badge_text = RGB (0xff, 0xff, 0xff),
  .outline_text = RGB (0x19, 0x3d, 0x66),
  .changed = RGB (0x8a, 0x31, 0x00),
};

static const ElectorCodeColors dark_contrast = {
  .scheme = "Adwaita-dark",
  .strong = RGB (0x19, 0x3d, 0x66),
  .weak = RGB (0x10, 0x20, 0x33),
  .selected = RGB (0x3d, 0x3d, 0x42),
  .badge = RGB (0x99, 0xc1, 0xf1),
  .badge_text = RGB (0x00, 0x00, 0x00),
  .outline_text = RGB (0xd5, 0xe6, 0xfb),
  .changed = RGB (0xff, 0xbe, 0x6f),
};

const ElectorCodeColors *
elector_code_colors_get (gboolean is_dark, gboolean high_contrast)
{
  if (high_contrast)
    return is_dark ? &dark_contrast : &light_contrast;
  return is_dark ? &dark : &light;
}
