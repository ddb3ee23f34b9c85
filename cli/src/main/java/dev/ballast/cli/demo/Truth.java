// SPDX-License-Identifier: Apache-2.0
package dev.ballast.cli.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What the shop's side did to itself, written where the control plane cannot read it and joined
 * only for the report.
 *
 * @param callers what depends on the target, directly or through others
 * @param document the file as it was read
 */
record Truth(
    String kind,
    String target,
    String region,
    Instant start,
    Optional<Instant> end,
    List<Caller> callers,
    JsonNode document) {

  private static final String SURGE = "traffic-surge";
  private static final String GROWTH = "growth";

  /** A service, in one region or (empty) in the truth's own. */
  record Caller(String service, String region) {}

  Truth {
    callers = List.copyOf(callers);
  }

  static Optional<Truth> of(JsonNode document) {
    String start = document.path("start").asString("");
    if (start.isEmpty()) {
      return Optional.empty();
    }
    List<Caller> callers = new ArrayList<>();
    document.path("callers").forEach(caller -> callers.add(caller(caller)));
    String end = document.path("end").asString("");
    return Optional.of(
        new Truth(
            document.path("kind").asString(""),
            document.path("target").asString(""),
            document.path("region").asString(""),
            Instant.parse(start),
            end.isEmpty() ? Optional.empty() : Optional.of(Instant.parse(end)),
            callers,
            document));
  }

  /** Everything that was done to the shop, in the order in which it began. */
  static List<Truth> readAll(Path file) {
    return document(file).stream()
        .flatMap(
            document ->
                Stream.concat(
                    of(document).stream(),
                    document.path("acts").values().stream().flatMap(act -> of(act).stream())))
        .toList();
  }

  private static Optional<JsonNode> document(Path file) {
    if (!Files.isRegularFile(file)) {
      return Optional.empty();
    }
    try {
      return Optional.of(JsonMapper.builder().build().readTree(Files.readString(file)));
    } catch (IOException | JacksonException e) {
      return Optional.empty();
    }
  }

  /** When a volume is full that fills; empty when none does. */
  Optional<Instant> full() {
    String full = document.path("full").asString("");
    return full.isEmpty() ? Optional.empty() : Optional.of(Instant.parse(full));
  }

  /** Whether the volume was seen full, and not only would be at the rate at which it grew. */
  boolean fullWasSeen() {
    return document.path("full_is").asString("").equals("observed");
  }

  /** The name of the metric that tells of what fills, as Prometheus writes it; may be empty. */
  String metric() {
    return document.path("metric").asString("").replace('.', '_');
  }

  /** Whether nothing was broken, and more users came. */
  boolean isSurge() {
    return kind.equals(SURGE) || kind.equals(GROWTH);
  }

  /** The version that is bad; empty when it is no matter of a version. */
  String version() {
    return document.path("version").asString("");
  }

  /** The service to which calls are slow; empty when it is the target itself that is broken. */
  String slowTo() {
    return document.path("edge").path("server").asString("");
  }

  /** What users got from the start on, where the shop's side has measured it. */
  Felt felt() {
    return Felt.of(document.path("felt"));
  }

  /** Whether a surge at the target is one here, too. */
  boolean isReached(String service, String inRegion) {
    for (JsonNode node : document.path("reached")) {
      Caller place = caller(node);
      if (place.service().equals(service) && place.region().equals(inRegion)) {
        return true;
      }
    }
    return false;
  }

  boolean isVictim(String service, String inRegion) {
    return service.equals(target) && (region.isEmpty() || region.equals(inRegion));
  }

  boolean isCaller(String service, String inRegion) {
    return callers.stream()
        .filter(caller -> caller.service().equals(service))
        .map(caller -> caller.region().isEmpty() ? region : caller.region())
        .anyMatch(where -> where.isEmpty() || where.equals(inRegion));
  }

  private static Caller caller(JsonNode node) {
    return node.isString()
        ? new Caller(node.asString(), "")
        : new Caller(node.path("service").asString(""), node.path("region").asString(""));
  }
}
