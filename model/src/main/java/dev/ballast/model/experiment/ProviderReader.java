// SPDX-License-Identifier: Apache-2.0
package dev.ballast.model.experiment;

import dev.ballast.model.rollout.Tree;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads who does an activity. */
final class ProviderReader {

  private static final Tree NOTHING = new Tree.Fields(Map.of());
  private static final double LONGEST = 3_600;
  private static final double LONGEST_LEASE = 600;

  Optional<Provider> read(TreeCursor at) {
    if (!at.isMap()) {
      at.wrong("a map with type");
      return Optional.empty();
    }
    String type = at.required("type", "http, process, python, fault or gameday");
    return switch (type) {
      case "http" -> Optional.of(http(at));
      case "process" -> Optional.of(process(at));
      case "python" -> Optional.of(python(at));
      case "fault" -> fault(at);
      case "gameday" -> Optional.of(gameday(at));
      case "unsupported" -> Optional.of(unsupported(at));
      case "" -> Optional.empty();
      default -> {
        at.at("type").ifPresent(value -> value.wrong("http, process, python, fault or gameday"));
        yield Optional.empty();
      }
    };
  }

  private static Provider http(TreeCursor at) {
    at.knows(
        Set.of(
            "type",
            "url",
            "method",
            "headers",
            "arguments",
            "timeout",
            "expected_status",
            "verify_tls",
            "secrets"));
    String url = at.required("url", "a URL such as http://127.0.0.1:8080/health");
    if (!url.isEmpty() && !url.startsWith("${") && !url.matches("https?://.+")) {
      at.at("url").ifPresent(value -> value.wrong("a URL that starts with http:// or https://"));
    }
    String method = at.text("method", "GET");
    if (!method.matches("[A-Za-z]{1,20}")) {
      at.at("method").ifPresent(value -> value.wrong("a method such as GET"));
      method = "GET";
    }
    List<Duration> times = times(at);
    return new Provider.Http(
        url,
        method.toUpperCase(java.util.Locale.ROOT),
        at.at("headers").map(ActivityReader::texts).orElse(Map.of()),
        at.at("arguments").map(TreeCursor::tree).orElse(NOTHING),
        times.getFirst(),
        times.getLast(),
        whole(at, "expected_status", 100, 599),
        at.flag("verify_tls", true));
  }

  private static Provider process(TreeCursor at) {
    at.knows(Set.of("type", "path", "arguments", "timeout", "secrets"));
    return new Provider.Program(
        at.required("path", "a program"),
        at.at("arguments").map(TreeCursor::tree).orElse(NOTHING),
        times(at).getLast());
  }

  private static Provider python(TreeCursor at) {
    at.knows(Set.of("type", "module", "func", "arguments", "secrets", "timeout"));
    return new Provider.Python(
        at.required("module", "a Python module"),
        at.required("func", "a function of it"),
        at.at("arguments").map(TreeCursor::tree).orElse(NOTHING));
  }

  private static Optional<Provider> fault(TreeCursor at) {
    at.knows(Set.of("type", "mesh", "request", "lease", "hold"));
    var request = at.at("request");
    if (request.isEmpty()) {
      at.error("has no request (expected: service and fault as POST /faults of a mesh takes them)");
      return Optional.empty();
    }
    var body = request.get();
    body.required("service", "the service that is called, * for all");
    if (body.at("fault").isEmpty()) {
      body.error("has no fault (expected: a map with type, such as {type: latency})");
    } else {
      body.at("fault").get().required("type", "such as latency, abort, drop, reset");
    }
    for (String own : List.of("owner", "lease_seconds")) {
      body.at(own).ifPresent(value -> value.error("is set by the run itself. Fix: leave it out"));
    }
    double lease = at.number("lease").orElse(10);
    if (!(lease >= 1 && lease <= LONGEST_LEASE)) {
      at.at("lease").ifPresent(value -> value.wrong("seconds, 1 to 600"));
      lease = 10;
    }
    return Optional.of(
        new Provider.Fault(
            at.text("mesh", ""),
            body.tree(),
            ActivityReader.ofSeconds(lease),
            seconds(at, "hold", 86_400)));
  }

  private static Provider gameday(TreeCursor at) {
    at.knows(Set.of("type", "plan", "finding"));
    at.at("plan")
        .filter(plan -> !plan.text("kind", "").equals("GameDay"))
        .ifPresent(plan -> plan.error("is no GameDay (expected: a resource with kind: GameDay)"));
    return new Provider.HeldDay(
        at.at("plan").map(TreeCursor::tree).orElse(NOTHING),
        at.required("finding", "the formula that it is about, such as failover"));
  }

  private static Provider unsupported(TreeCursor at) {
    at.knows(Set.of("type", "what", "reason"));
    return new Provider.Unsupported(
        at.required("what", "what was imported"), at.text("reason", ""));
  }

  /** One number, or one for the connection and one for the answer. */
  private static List<Duration> times(TreeCursor at) {
    var value = at.at("timeout");
    if (value.isPresent() && value.get().tree() instanceof Tree.Items) {
      var items = value.get().items();
      var numbers = items.stream().map(i -> TreeCursor.numberOf(i.tree()).orElse(-1)).toList();
      if (numbers.size() == 2 && numbers.stream().allMatch(n -> n > 0 && n <= LONGEST)) {
        return numbers.stream().map(ActivityReader::ofSeconds).toList();
      }
      value.get().wrong("seconds, or two of them: to connect, and to answer");
      return List.of(Provider.PATIENCE);
    }
    Duration one = seconds(at, "timeout", LONGEST);
    return List.of(one.isZero() ? Provider.PATIENCE : one);
  }

  private static Duration seconds(TreeCursor at, String key, double most) {
    double seconds = at.number(key).orElse(0);
    if (!(seconds >= 0 && seconds <= most)) {
      at.at(key).ifPresent(value -> value.wrong("seconds, 0 to " + Math.round(most)));
      return Duration.ZERO;
    }
    return ActivityReader.ofSeconds(seconds);
  }

  private static int whole(TreeCursor at, String key, int least, int most) {
    var number = at.number(key);
    if (number.isEmpty()) {
      return 0;
    }
    double value = number.getAsDouble();
    if (value != Math.rint(value) || value < least || value > most) {
      at.at(key).ifPresent(v -> v.wrong("a whole number, " + least + " to " + most));
      return 0;
    }
    return (int) value;
  }
}
