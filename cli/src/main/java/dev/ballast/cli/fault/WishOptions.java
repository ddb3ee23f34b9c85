// SPDX-License-Identifier: Apache-2.0
package dev.ballast.cli.fault;

import dev.ballast.cli.client.Api;
import dev.ballast.cli.client.ServerOptions;
import dev.ballast.cli.terminal.CommandFailure;
import dev.ballast.cli.terminal.DurationConverter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What is to be broken, as flags say it. */
final class WishOptions {

  static final String ALL = "/api/v1/faults";

  @Parameters(
      index = "0",
      paramLabel = "KIND",
      description = "Such as process.stop; ballast fault probe tells all.")
  private String kind = "";

  @Parameters(
      index = "1..*",
      arity = "1..*",
      paramLabel = "TARGET",
      description = "Names, or labels such as region=us-east: all of them must hold.")
  private List<String> targets = List.of();

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description = "A parameter of the kind, such as delay_ms=200. May be repeated.")
  private Map<String, String> parameters = Map.of();

  @Option(
      names = "--lease",
      paramLabel = "DURATION",
      converter = DurationConverter.class,
      description = "How long it lasts when nobody renews it. Default: 10s.")
  private Duration lease = Duration.ofSeconds(10);

  @Option(
      names = "--for",
      paramLabel = "DURATION",
      converter = DurationConverter.class,
      description = "How long the server renews it. Default: one lease.")
  private @Nullable Duration lasting;

  @Option(names = "--reason", paramLabel = "TEXT", description = "Why, for whoever looks.")
  private String reason = "";

  @Option(names = "--owner", paramLabel = "NAME", description = "Who answers for it. Default: cli.")
  private String owner = "cli";

  @Option(
      names = "--max-targets",
      paramLabel = "N",
      description = "The most targets at once. Default: 1.")
  private int maxTargets = 1;

  @Option(
      names = "--max-share",
      paramLabel = "RATIO",
      description = "The largest share of a service's targets at once. Default: 0.5.")
  private double maxShare = 0.5;

  @Option(
      names = "--expect-errors",
      paramLabel = "RATIO",
      description = "The share of the hit requests that will fail. Default: 1, the worst.")
  private double expectErrors = 1;

  @Option(
      names = "--keep-budget",
      paramLabel = "RATIO",
      description = "The error budget that has to be left afterwards. Default: 0.2.")
  private double keepBudget = 0.2;

  @Option(
      names = "--stop-on",
      paramLabel = "SLO",
      description = "Also ends when this SLO burns. May be repeated.")
  private List<String> stopOn = List.of();

  @Mixin private final ServerOptions server = new ServerOptions();

  ServerOptions server() {
    return server;
  }

  private String body() {
    Map<String, String> labels = new LinkedHashMap<>();
    List<String> names = new ArrayList<>();
    for (String target : targets) {
      int equals = target.indexOf('=');
      if (equals > 0) {
        labels.put(target.substring(0, equals), target.substring(equals + 1));
      } else {
        names.add(target);
      }
    }
    for (double ratio : List.of(maxShare, expectErrors, keepBudget)) {
      if (!(ratio >= 0 && ratio <= 1)) {
        throw CommandFailure.usage("ratio: " + ratio + " (expected: 0..1, such as 0.5)");
      }
    }
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("kind", kind);
    body.put("parameters", parameters);
    body.put("labels", labels);
    body.put("names", names);
    body.put("owner", owner);
    body.put("reason", reason);
    body.put("lease_seconds", lease.toMillis() / 1000.0);
    body.put("for_seconds", (lasting == null ? lease : lasting).toMillis() / 1000.0);
    body.put("max_targets", maxTargets);
    body.put("max_share", maxShare);
    body.put("expect_errors", expectErrors);
    body.put("keep_budget", keepBudget);
    body.put("stop_on", stopOn);
    return JsonMapper.shared().writeValueAsString(body);
  }

  JsonNode plan(Api api) {
    return read(api.postMessage(ALL + "?dry_run=true", body()));
  }

  JsonNode inject(Api api) {
    return read(api.postMessage(ALL, body()));
  }

  private static JsonNode read(String answer) {
    return JsonMapper.shared().readTree(answer);
  }
}
