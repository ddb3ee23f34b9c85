// SPDX-License-Identifier: Apache-2.0
package dev.ballast.model;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Where requests can be turned.
 *
 * @param versions what a region is called there, where that is not its name
 * @param home whose requests these are
 * @param of what is steered
 */
public record SteerSpec(
    SteerTarget target, Map<RegionName, String> versions, RegionName home, Of of) {

  /** What a route carries. */
  public enum Of {
    /** Users' requests: turned in stages. */
    USERS,
    /** Statements for whichever region owns the writes: turned at once, after the promotion. */
    WRITES
  }

  public SteerSpec {
    versions = Collections.unmodifiableMap(new LinkedHashMap<>(versions));
  }

  /** What a region is called there. */
  public String version(RegionName region) {
    return versions.getOrDefault(region, region.value());
  }
}
