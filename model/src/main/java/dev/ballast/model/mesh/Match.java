// SPDX-License-Identifier: Apache-2.0
package dev.ballast.model.mesh;

import java.util.Collections;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * Which requests a route is for: all conditions hold.
 *
 * @param path prefix of the path, whole segments; {@code /} for any
 * @param method empty for any
 * @param headers names in lower case with their exact values
 */
public record Match(String path, String method, Map<String, String> headers) {

  public static final Match ANY = new Match("/", "", Map.of());

  public Match {
    var lower = new TreeMap<String, String>();
    headers.forEach((name, value) -> lower.put(name.toLowerCase(Locale.ROOT), value));
    headers = Collections.unmodifiableMap(lower);
  }
}
