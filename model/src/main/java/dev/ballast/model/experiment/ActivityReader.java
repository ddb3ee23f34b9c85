// SPDX-License-Identifier: Apache-2.0
package dev.ballast.model.experiment;

import dev.ballast.model.rollout.Tree;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads probes and actions. */
final class ActivityReader {

  private static final Set<String> KEYS =
      Set.of(
          "type",
          "name",
          "provider",
          "tolerance",
          "background",
          "pauses",
          "controls",
          "secrets",
          "secret",
          "configuration",
          "ref");

  private static final double LONGEST = 86_400;

  private final ProviderReader providers = new ProviderReader();
  private final Map<String, Activity> byName = new HashMap<>();

  /** A list of activities, of which some refer to others by name. */
  List<Activity> all(List<TreeCursor> items, boolean steady) {
    return items.stream().flatMap(item -> read(item, steady).stream()).toList();
  }

  Optional<Activity> read(TreeCursor at, boolean steady) {
    if (!at.isMap()) {
      at.wrong("a probe or an action: a map with type, name and provider");
      return Optional.empty();
    }
    if (at.has("ref")) {
      return referred(at);
    }
    at.knows(KEYS);
    String type = at.required("type", "probe or action");
    if (!type.isEmpty() && !type.equals("probe") && !type.equals("action")) {
      at.at("type").ifPresent(value -> value.wrong("probe or action"));
    }
    if (steady && type.equals("action")) {
      at.at("type").ifPresent(value -> value.wrong("probe: a steady state is only looked at"));
    }
    String name = at.required("name", "what people call it");
    var provider = at.at("provider");
    if (provider.isEmpty()) {
      at.error("has no provider (expected: a map with type and what the type needs)");
    }
    Tolerance tolerance = tolerance(at, steady);
    Duration before = at.at("pauses").map(p -> pause(p, "before")).orElse(Duration.ZERO);
    Duration after = at.at("pauses").map(p -> pause(p, "after")).orElse(Duration.ZERO);
    at.at("pauses").ifPresent(p -> p.knows(Set.of("before", "after")));
    boolean background = at.flag("background", false);
    var read = provider.flatMap(providers::read);
    if (read.isEmpty() || name.isEmpty()) {
      return Optional.empty();
    }
    Activity activity =
        new Activity(
            type.equals("probe") ? Activity.Kind.PROBE : Activity.Kind.ACTION,
            name,
            read.get(),
            tolerance,
            background,
            before,
            after,
            at.tree(),
            at.path());
    byName.putIfAbsent(name, activity);
    return Optional.of(activity);
  }

  private Optional<Activity> referred(TreeCursor at) {
    at.knows(Set.of("ref"));
    String name = at.text("ref", "");
    Activity known = byName.get(name);
    if (known == null) {
      at.at("ref").ifPresent(ref -> ref.wrong("the name of an activity above it"));
    }
    return Optional.ofNullable(known);
  }

  private Tolerance tolerance(TreeCursor at, boolean steady) {
    var value = at.at("tolerance");
    if (value.isEmpty()) {
      if (steady) {
        at.error(
            "has no tolerance, so nothing would be claimed (expected: a value, a list, or a map"
                + " of type probe, regex, jsonpath or range)");
      }
      return new Tolerance.None();
    }
    if (!steady) {
      value.get().warn("not used: tolerances count in the steady state only");
    }
    return new ToleranceReader(this).read(value.get());
  }

  private static Duration pause(TreeCursor pauses, String key) {
    var at = pauses.at(key);
    if (at.isPresent() && at.get().tree() instanceof Tree.Text(String text)) {
      if (text.contains("${")) {
        at.get().error("placeholders in pauses are not filled in (expected: seconds)");
        return Duration.ZERO;
      }
    }
    double seconds = pauses.number(key).orElse(0);
    if (!(seconds >= 0 && seconds <= LONGEST)) {
      at.ifPresent(value -> value.wrong("seconds, 0 to 86400"));
      return Duration.ZERO;
    }
    return ofSeconds(seconds);
  }

  static Duration ofSeconds(double seconds) {
    return Duration.ofNanos(Math.round(seconds * 1e9));
  }

  static Map<String, String> texts(TreeCursor at) {
    Map<String, String> texts = new LinkedHashMap<>();
    at.entries()
        .forEach(
            (key, value) -> {
              switch (value.tree()) {
                case Tree.Text(String text) -> texts.put(key, text);
                case Tree.Plain(String word) -> texts.put(key, word);
                case Tree.Fields _, Tree.Items _ -> value.wrong("text");
              }
            });
    return texts;
  }
}
