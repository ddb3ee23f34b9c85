// SPDX-License-Identifier: Apache-2.0
package dev.ballast.shop.supervise;

import dev.ballast.shop.process.Lines;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** What the supervisor says: JSON lines for programs, timed progress for people. */
final class Announcements {

  private final long begun = System.nanoTime();

  /** Seconds since the supervisor began. */
  double seconds() {
    return Math.round((System.nanoTime() - begun) / 1e7) / 100.0;
  }

  /** A JSON object on a line of its own on standard output. */
  void event(String name, Map<String, ?> fields) {
    Map<String, Object> event = new LinkedHashMap<>();
    event.put("event", name);
    event.putAll(fields);
    Lines.out(JsonMapper.shared().writeValueAsString(event));
  }

  /** A line on standard error. */
  void progress(String what) {
    Lines.err(String.format(Locale.ROOT, "shop %6.1f s  %s", seconds(), what));
  }
}
