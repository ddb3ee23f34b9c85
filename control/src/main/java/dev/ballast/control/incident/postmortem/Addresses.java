// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.incident.postmortem;

import dev.ballast.control.incident.Evidence;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Where what an incident speaks of can be looked at again.
 *
 * @param base what stands before a path, such as {@code https://ballast.example:7700}; empty for
 *     pages of the server itself
 */
public record Addresses(String base) {

  private static final Duration AROUND = Duration.ofMinutes(2);
  private static final int POINTS = 120;

  public Addresses {
    base = base.endsWith("/") ? base.substring(0, base.length() - 1) : base;
  }

  /** Its page. */
  public String incident(String id) {
    return base + "/incidents/" + encoded(id);
  }

  /** Evidence on that page. */
  public String evidence(String incident, String id) {
    return incident(incident) + "#" + encoded(id);
  }

  public String service(String name) {
    return base + "/services/" + encoded(name);
  }

  /** A query of some evidence. */
  public record Shown(String query, String address) {}

  /** The numbers of evidence over its window and a little around it, one address for each query. */
  public List<Shown> numbers(Evidence evidence) {
    return evidence
        .query()
        .lines()
        .filter(line -> !line.isBlank())
        .map(line -> new Shown(line, numbers(line, evidence)))
        .toList();
  }

  private String numbers(String query, Evidence evidence) {
    Instant from = evidence.from().minus(AROUND);
    Instant to = evidence.to().plus(AROUND);
    long step = Math.max(1, Duration.between(from, to).toSeconds() / POINTS);
    return "%s/prometheus/api/v1/query_range?query=%s&start=%d&end=%d&step=%d"
        .formatted(base, encoded(query), from.getEpochSecond(), to.getEpochSecond(), step);
  }

  /** RFC 3986: all but unreserved characters as octets of UTF-8. */
  private static String encoded(String text) {
    StringBuilder encoded = new StringBuilder(text.length());
    for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
      char c = (char) (b & 0xff);
      boolean plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
      if (plain || "-._~".indexOf(c) >= 0) {
        encoded.append(c);
      } else {
        encoded.append("%%%02X".formatted((int) c));
      }
    }
    return encoded.toString();
  }
}
