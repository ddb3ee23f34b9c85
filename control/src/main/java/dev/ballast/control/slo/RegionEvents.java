// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.slo;

import java.util.Collections;
import java.util.Map;

/** Events of one window by region; the empty region is the whole. Empty without a sample. */
record RegionEvents(Map<String, WindowEvents> events, Split split) {

  static final RegionEvents NONE = new RegionEvents(Map.of(), Split.CLEAN);

  RegionEvents {
    events = Collections.unmodifiableMap(events);
  }
}
