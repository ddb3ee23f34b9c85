// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.api;

import dev.ballast.server.auth.Role;
import dev.ballast.server.http.Endpoint;
import dev.ballast.server.http.Reply;
import dev.ballast.telemetry.scrape.TargetStatus;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The targets whose metrics are read, and how that goes. */
public final class TargetsApi {

  private final Supplier<List<TargetStatus>> targets;

  public TargetsApi(Supplier<List<TargetStatus>> targets) {
    this.targets = targets;
  }

  public List<Endpoint> endpoints() {
    return List.of(Endpoint.get("/api/v1/targets", Role.VIEWER, r -> Reply.json(all())));
  }

  /**
   * How the last scrape of a target went.
   *
   * @param health unknown before the first, up or down
   * @param error empty when it went well
   */
  record TargetJson(
      String job,
      String url,
      String health,
      @Nullable Instant lastScrape,
      double durationSeconds,
      int samples,
      String error) {

    static TargetJson of(TargetStatus status) {
      return new TargetJson(
          status.target().job(),
          withoutSecret(status.target().url()),
          status.health().name().toLowerCase(Locale.ROOT),
          status.lastScrape(),
          Seconds.of(status.lastDuration()),
          status.samples(),
          status.error());
    }
  }

  /** A password in an address is not for viewers. */
  private static String withoutSecret(URI url) {
    String secret = url.getRawUserInfo();
    return secret == null ? url.toString() : url.toString().replace(secret + "@", "");
  }

  private Map<String, Object> all() {
    return Map.of("targets", targets.get().stream().map(TargetJson::of).toList());
  }
}
