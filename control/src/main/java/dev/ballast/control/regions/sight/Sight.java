// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.regions.sight;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * What is held of a region: glances, confirmed.
 *
 * @param glance the newest
 * @param state what it counts as
 * @param since when that began
 * @param darkSince when it fell silent everywhere; {@link Instant#MAX} while it is not
 * @param darkLooks in how many glances in a row
 * @param falls when it last began to be silent, oldest first
 */
public record Sight(
    Glance glance,
    RegionState state,
    Instant since,
    Instant darkSince,
    int darkLooks,
    List<Instant> falls,
    boolean flapping) {

  public Sight {
    falls = List.copyOf(falls);
  }

  /** What the first glance shows. A loss takes more than one. */
  public static Sight first(Glance glance, SightPolicy policy) {
    return new Sight(glance, RegionState.UNKNOWN, glance.at(), Instant.MAX, 0, List.of(), false)
        .next(glance, policy);
  }

  /** With one glance more. */
  public Sight next(Glance now, SightPolicy policy) {
    boolean dark = now.isDark();
    List<Instant> recent = new ArrayList<>(falls);
    recent.removeIf(fall -> fall.isBefore(now.at().minus(policy.window())));
    if (dark && darkLooks == 0) {
      recent.add(now.at());
    }
    Instant began = !dark ? Instant.MAX : darkLooks == 0 ? now.at() : darkSince;
    int looks = dark ? darkLooks + 1 : 0;
    boolean flaps = recent.size() >= policy.flaps();
    RegionState shown = dark ? confirmed(now, began, looks, flaps, policy) : now.state();
    return new Sight(now, shown, shown == state ? since : now.at(), began, looks, recent, flaps);
  }

  /** In words. */
  public String text() {
    if (glance.isDark() && state == RegionState.DEGRADED) {
      return glance.text()
          + " for "
          + Duration.between(darkSince, glance.at()).toMillis() / 1000.0
          + " s"
          + (flapping ? ", and it flaps: has to hold three times as long" : ", not yet confirmed");
    }
    return glance.text() + (flapping ? "; it flaps" : "");
  }

  private static RegionState confirmed(
      Glance now, Instant began, int looks, boolean flaps, SightPolicy policy) {
    Duration needed = policy.confirm().multipliedBy(flaps ? SightPolicy.DAMPING : 1);
    boolean held = Duration.between(began, now.at()).compareTo(needed) >= 0;
    return held && looks >= policy.looks() ? now.state() : RegionState.DEGRADED;
  }
}
