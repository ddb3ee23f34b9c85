// SPDX-License-Identifier: Apache-2.0
package dev.ballast.cli.client;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/**
 * How a service stands in one region, as the server's status says.
 *
 * @param region empty when the verdict is for the service as a whole
 * @param external without telemetry of its own, so UNKNOWN is all that can be expected
 * @param text the verdict in one line
 */
public record Standing(
    String service,
    String region,
    String health,
    Instant since,
    boolean external,
    String text,
    List<Why> why) {

  /** A reason; {@code slo} is empty when no SLO says it. */
  public record Why(String slo, String text) {}

  public Standing {
    why = List.copyOf(why);
  }

  /** Reads the services of a status document. */
  public static List<Standing> all(JsonNode status) {
    List<Standing> all = new ArrayList<>();
    status.path("services").forEach(node -> all.add(of(node)));
    return List.copyOf(all);
  }

  private static Standing of(JsonNode node) {
    List<Why> why = new ArrayList<>();
    node.path("why")
        .forEach(w -> why.add(new Why(w.path("slo").asString(""), w.path("text").asString(""))));
    boolean external = false;
    for (JsonNode flag : node.path("flags")) {
      external |= flag.asString("").equalsIgnoreCase("external");
    }
    return new Standing(
        node.path("service").asString(""),
        node.path("region").asString(""),
        node.path("health").asString("UNKNOWN"),
        Instant.parse(node.path("since").asString("1970-01-01T00:00:00Z")),
        external,
        node.path("text").asString(""),
        why);
  }

  /** Somebody should look at it. */
  public boolean needsAttention() {
    return health.equals("DEGRADED") || health.equals("UNHEALTHY");
  }

  /** Whether it says that this service, on which it depends, is to blame. */
  public boolean saysImpairedBy(String culprit) {
    Pattern blame =
        Pattern.compile("impaired by [^:;]*(?<![\\w-])" + Pattern.quote(culprit) + "(?![\\w-])");
    return Stream.concat(Stream.of(text), why.stream().map(Why::text))
        .anyMatch(said -> blame.matcher(said).find());
  }

  /** All that can be asked of it. */
  public boolean isAsGoodAsItGets() {
    return health.equals("HEALTHY") || (external && health.equals("UNKNOWN"));
  }

  /** The SLO that decided; empty when none did. */
  public String slo() {
    return why.stream().map(Why::slo).filter(slo -> !slo.isEmpty()).findFirst().orElse("");
  }

  public String place() {
    return region.isEmpty() ? service : service + " (" + region + ")";
  }
}
