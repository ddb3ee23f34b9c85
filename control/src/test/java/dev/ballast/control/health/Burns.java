// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.health;

import dev.ballast.control.slo.Burn;
import dev.ballast.control.slo.BurnRule;
import dev.ballast.control.slo.WindowEvents;
import java.time.Duration;
import java.util.List;

/** A burn for tests that do not look into it. */
final class Burns {

  static final Burn NONE =
      new Burn(
          BurnRule.VIOLATED,
          WindowEvents.unknown(Duration.ofHours(1), List.of()),
          WindowEvents.unknown(Duration.ofMinutes(5), List.of()),
          0,
          0,
          0,
          false);

  private Burns() {}
}
