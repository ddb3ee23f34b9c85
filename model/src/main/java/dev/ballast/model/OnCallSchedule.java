// SPDX-License-Identifier: Apache-2.0
package dev.ballast.model;

import dev.ballast.model.oncall.Layer;
import dev.ballast.model.oncall.Substitute;
import java.time.ZoneId;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Who is on call when. What stands further down covers what stands above it: layers, then shifts,
 * then substitutes; of the same, the later in its list. All local times are the zone's, and keep
 * when clocks change.
 *
 * @param contacts the webhook through which a person is told, by the person's name
 */
public record OnCallSchedule(
    String name,
    ZoneId zone,
    List<Layer> layers,
    List<Shift> shifts,
    List<Substitute> substitutes,
    Map<String, String> contacts) {

  public OnCallSchedule {
    layers = List.copyOf(layers);
    shifts = List.copyOf(shifts);
    substitutes = List.copyOf(substitutes);
    contacts = Collections.unmodifiableMap(new TreeMap<>(contacts));
  }
}
