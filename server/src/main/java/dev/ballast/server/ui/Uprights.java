// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.ui;

import dev.ballast.model.Capacity;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** The moments that matter to whoever has to decide: now, and when more could be there. */
final class Uprights {

  private static final int ROOM_FOR_WORDS = 60;

  private Uprights() {}

  static List<Prospect.Upright> of(Canvas canvas, Instant now, Capacity.Timing timing) {
    List<Prospect.Upright> uprights = new ArrayList<>();
    if (canvas.x(now) > Chart.LEFT + 1) {
      uprights.add(new Prospect.Upright("now", Canvas.number(canvas.x(now)), "now", "end"));
    }
    Instant lead = now.plus(timing.leadTime());
    if (canvas.holds(lead)) {
      boolean atTheEdge = canvas.x(lead) > Chart.RIGHT - ROOM_FOR_WORDS;
      uprights.add(
          new Prospect.Upright(
              "lead", Canvas.number(canvas.x(lead)), "lead time", atTheEdge ? "end" : "start"));
    }
    Instant decision = now.plus(timing.decision());
    if (canvas.holds(decision) && !timing.safety().isZero()) {
      uprights.add(new Prospect.Upright("safety", Canvas.number(canvas.x(decision)), "", "start"));
    }
    return uprights;
  }

  static String words(Capacity.Timing timing) {
    return timing.safety().isZero()
        ? "lead time " + Sight.duration(timing.leadTime())
        : "lead time %s, with safety %s"
            .formatted(Sight.duration(timing.leadTime()), Sight.duration(timing.decision()));
  }
}
