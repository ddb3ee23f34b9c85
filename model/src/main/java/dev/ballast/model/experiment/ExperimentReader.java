// SPDX-License-Identifier: Apache-2.0
package dev.ballast.model.experiment;

import dev.ballast.model.rollout.Tree;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads an experiment in Chaos Toolkit's form, with {@code service}, {@code stopWhen} and {@code
 * schedule} besides. What it does not know it says; everything that is wrong it says at once.
 */
public final class ExperimentReader {

  private static final Set<String> KEYS =
      Set.of(
          "version",
          "title",
          "description",
          "service",
          "tags",
          "contributions",
          "configuration",
          "secrets",
          "controls",
          "steady-state-hypothesis",
          "method",
          "rollbacks",
          "runtime",
          "stopWhen",
          "schedule");

  private final List<Finding> findings = new ArrayList<>();
  private final ActivityReader activities = new ActivityReader();

  private ExperimentReader() {}

  /**
   * Reads one.
   *
   * @param name what it is called; empty to make a name of its title
   */
  public static ExperimentReading read(String name, Tree tree) {
    var reader = new ExperimentReader();
    var experiment = reader.read(name, new TreeCursor(tree, TreePath.ROOT, reader.findings::add));
    boolean wrong = reader.findings.stream().anyMatch(Finding::error);
    return new ExperimentReading(
        wrong ? Optional.empty() : experiment, reader.findings.stream().distinct().toList());
  }

  private Optional<Experiment> read(String name, TreeCursor at) {
    if (!at.isMap()) {
      at.wrong("an experiment: a map with title, description and method");
      return Optional.empty();
    }
    at.knows(KEYS);
    String title = at.required("title", "what is tried, in one line");
    String description = at.text("description", "");
    if (description.isEmpty()) {
      at.warn("has no description (expected: why it is tried)");
    }
    if (!at.has("method")) {
      at.error("has no method (expected: a list of activities, which may be empty). Fix: add it");
    }
    var settings = new SettingReader(activities);
    Map<String, Setting> configuration = new LinkedHashMap<>();
    at.at("configuration")
        .ifPresent(c -> c.entries().forEach((k, v) -> settings.put(configuration, k, v)));
    Map<String, Map<String, Setting>> secrets = new LinkedHashMap<>();
    at.at("secrets").ifPresent(s -> secrets.putAll(settings.secrets(s)));
    SteadyState steady =
        at.at("steady-state-hypothesis").map(this::steady).orElse(SteadyState.NONE);
    List<Activity> method = activities.all(at.items("method"), false);
    List<Activity> rollbacks = activities.all(at.items("rollbacks"), false);
    rollbacks.stream()
        .filter(Activity::background)
        .forEach(a -> findings.add(new Finding(a.path(), false, "runs in its turn all the same")));
    var hypothesis = at.at("runtime").flatMap(r -> r.at("hypothesis"));
    return Optional.of(
        new Experiment(
            name.isEmpty() ? nameOf(title) : name,
            title,
            description,
            at.text("service", ""),
            at.items("tags").stream()
                .map(t -> t.tree() instanceof Tree.Text(var x) ? x : t.tree().json())
                .toList(),
            configuration,
            secrets,
            controls(at),
            steady,
            method,
            rollbacks,
            hypothesis.map(this::hypothesis).orElse(HypothesisStrategy.DEFAULT),
            at.at("runtime")
                .flatMap(r -> r.at("rollbacks"))
                .map(this::rollback)
                .orElse(RollbackStrategy.DEFAULT),
            ActivityReader.ofSeconds(hypothesis.map(this::frequency).orElse(1.0)),
            at.items("stopWhen").stream().flatMap(s -> stop(s).stream()).toList(),
            at.at("schedule").map(s -> schedule(s, at)).orElse(Schedule.NEVER),
            at.tree()));
  }

  private SteadyState steady(TreeCursor at) {
    at.knows(Set.of("title", "probes", "controls"));
    String title = at.required("title", "what holds");
    return new SteadyState(title, activities.all(at.items("probes"), true));
  }

  private static List<String> controls(TreeCursor at) {
    return at.items("controls").stream()
        .map(c -> c.text("name", ""))
        .filter(n -> !n.isEmpty())
        .toList();
  }

  private HypothesisStrategy hypothesis(TreeCursor at) {
    at.knows(Set.of("strategy", "frequency", "fail_fast"));
    at.at("fail_fast").ifPresent(f -> f.warn("a lost steady state always ends the method here"));
    var word = at.text("strategy", HypothesisStrategy.DEFAULT.word());
    var strategy = HypothesisStrategy.of(word);
    if (strategy.isEmpty()) {
      at.at("strategy").ifPresent(s -> s.wrong(String.join(", ", HypothesisStrategy.words())));
    }
    return strategy.orElse(HypothesisStrategy.DEFAULT);
  }

  private double frequency(TreeCursor at) {
    double seconds = at.number("frequency").orElse(1);
    if (!(seconds >= 0.1 && seconds <= 3600)) {
      at.at("frequency").ifPresent(f -> f.wrong("seconds, 0.1 to 3600"));
      return 1;
    }
    return seconds;
  }

  private RollbackStrategy rollback(TreeCursor at) {
    at.knows(Set.of("strategy"));
    var strategy = RollbackStrategy.of(at.text("strategy", RollbackStrategy.DEFAULT.word()));
    if (strategy.isEmpty()) {
      at.at("strategy").ifPresent(s -> s.wrong(String.join(", ", RollbackStrategy.words())));
    }
    return strategy.orElse(RollbackStrategy.DEFAULT);
  }

  private Optional<StopCondition> stop(TreeCursor at) {
    at.knows(Set.of("burnRate", "service", "slo", "file", "after"));
    if (at.has("burnRate")) {
      double factor = at.number("burnRate").orElse(0);
      if (factor <= 0) {
        at.at("burnRate").ifPresent(b -> b.wrong("a number over 0, such as 14.4"));
      }
      return Optional.of(
          new StopCondition.Burn(at.text("service", ""), at.text("slo", ""), factor));
    }
    if (at.has("file")) {
      return Optional.of(new StopCondition.StopFile(at.required("file", "a path")));
    }
    double after = at.number("after").orElse(0);
    if (after <= 0 || after > 86_400) {
      at.error("(expected: one of burnRate, file, and after in seconds up to 86400)");
      return Optional.empty();
    }
    return Optional.of(new StopCondition.Deadline(ActivityReader.ofSeconds(after)));
  }

  private Schedule schedule(TreeCursor at, TreeCursor whole) {
    at.knows(Set.of("cron", "timeZone", "proofDays", "gates"));
    String cron = at.required("cron", "five fields such as 0 10 * * 1-5");
    var wrong = cron.isEmpty() ? "" : CronFields.problemOf(cron);
    if (!wrong.isEmpty()) {
      at.at("cron").ifPresent(c -> c.wrong("five fields of cron: " + wrong));
    }
    ZoneId zone = Schedule.NEVER.zone();
    try {
      zone = ZoneId.of(at.text("timeZone", "UTC"));
    } catch (DateTimeException _) {
      at.at("timeZone").ifPresent(z -> z.wrong("a time zone such as Europe/Berlin"));
    }
    double days = at.number("proofDays").orElse((double) Schedule.PROOF.toDays());
    if (!(days > 0 && days <= 3650)) {
      at.at("proofDays").ifPresent(d -> d.wrong("days, over 0 to 3650"));
      days = 1;
    }
    if (at.flag("gates", false) && whole.text("service", "").isEmpty()) {
      at.error("gates releases of nobody (expected: service). Fix: say whose behaviour it proves");
    }
    return new Schedule(
        cron, zone, Duration.ofSeconds(Math.round(days * 86_400)), at.flag("gates", false));
  }

  /** A title as a name: lower case, words joined by dashes. */
  public static String nameOf(String title) {
    String name =
        title.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^-+", "");
    name = name.substring(0, Math.min(60, name.length())).replaceAll("-+$", "");
    return name.isEmpty() ? "experiment" : name;
  }
}
