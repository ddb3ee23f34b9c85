// SPDX-License-Identifier: Apache-2.0
package dev.ballast.model.gameday;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What is broken.
 *
 * @param target labels: {@code region}, {@code service}
 * @param effects as words, for a region
 * @param duration how long at most; zero: until it is healed
 * @param paths what leads to the target past its own mesh
 * @param delay of requests, for latency
 * @param share of requests that are hit, 0..1
 * @param status that is answered, for errors
 */
public record DayFault(
    Kind kind,
    Map<String, String> target,
    List<String> effects,
    Style style,
    Duration duration,
    List<Way> paths,
    Duration delay,
    double share,
    int status) {

  /** What it does. */
  public enum Kind {
    REGION_ISOLATION("RegionIsolation"),
    LATENCY("Latency"),
    ERRORS("Errors"),
    DROP("Drop"),
    RESET("Reset");

    private final String word;

    Kind(String word) {
      this.word = word;
    }

    public String word() {
      return word;
    }
  }

  /** How what is cut off answers. */
  public enum Style {
    DROP,
    REJECT
  }

  /**
   * A service of a mesh that leads there.
   *
   * @param mesh the region whose mesh it is
   * @param version of the service, whose connections are cut; empty: all
   */
  public record Way(String mesh, String service, String version) {}

  public DayFault {
    target = Collections.unmodifiableMap(new TreeMap<>(target));
    effects = List.copyOf(effects);
    paths = List.copyOf(paths);
  }

  public String region() {
    return target.getOrDefault("region", "");
  }

  public String service() {
    return target.getOrDefault("service", "");
  }

  /** Such as {@code RegionIsolation of us-east}. */
  public String text() {
    String where = String.join(", ", target.values());
    return kind.word() + " of " + where;
  }
}
