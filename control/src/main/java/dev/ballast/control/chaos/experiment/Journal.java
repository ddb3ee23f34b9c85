// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.chaos.experiment;

import dev.ballast.model.experiment.Experiment;
import dev.ballast.model.rollout.Tree;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A run in Chaos Toolkit's journal format, without the values of secrets. */
public final class Journal {

  private static final Tree NULL = new Tree.Plain("null");
  private static final Tree HIDDEN = new Tree.Text("***");

  private final Values values;

  private Journal(Values values) {
    this.values = values;
  }

  /**
   * Writes it.
   *
   * @param node the machine's name
   * @param version ours
   */
  public static Tree of(
      Experiment experiment, ExperimentMachine machine, boolean dry, String node, String version) {
    return new Journal(machine.values()).write(experiment, machine.course(), dry, node, version);
  }

  private Tree write(
      Experiment experiment, Course course, boolean dry, String node, String version) {
    Map<String, Tree> all = new LinkedHashMap<>();
    all.put("ballast-version", text(version));
    all.put("platform", text("ballast"));
    all.put("node", text(node));
    all.put("experiment", values.mask(withoutSecrets(experiment.source())));
    all.put("start", time(course.start()));
    all.put("status", text(course.status()));
    all.put("deviated", flag(course.deviated()));
    Map<String, Tree> states = new LinkedHashMap<>();
    states.put("before", course.before().map(this::sight).orElse(NULL));
    states.put("after", course.after().map(this::sight).orElse(NULL));
    states.put("during", new Tree.Items(course.during().stream().map(this::sight).toList()));
    all.put("steady_states", new Tree.Fields(states));
    all.put("run", entries(course.run(), false));
    all.put("rollbacks", entries(course.rollbacks(), false));
    all.put("end", time(course.end()));
    all.put("duration", seconds(Duration.between(course.start(), course.end())));
    all.put("dry", flag(dry));
    Map<String, Tree> verdict = new LinkedHashMap<>();
    verdict.put("verdict", text(course.verdict().word()));
    verdict.put("reason", text(course.reason()));
    verdict.put("service", text(experiment.service()));
    verdict.put("controls_not_run", texts(experiment.controls()));
    verdict.put(
        "failed_rollbacks",
        texts(course.failedRollbacks().stream().map(e -> e.activity().name()).toList()));
    all.put("ballast", values.mask(new Tree.Fields(verdict)));
    return new Tree.Fields(all);
  }

  private static Tree withoutSecrets(Tree source) {
    if (!(source instanceof Tree.Fields(var entries)) || !entries.containsKey("secrets")) {
      return source;
    }
    Map<String, Tree> all = new LinkedHashMap<>(entries);
    all.computeIfPresent("secrets", (_, secrets) -> hidden(secrets));
    return new Tree.Fields(all);
  }

  /** References to variables and vaults stay, values do not. */
  private static Tree hidden(Tree tree) {
    return switch (tree) {
      case Tree.Fields(var entries) when !tree.text("type").isEmpty() && !entries.isEmpty() -> tree;
      case Tree.Fields(var entries) -> {
        Map<String, Tree> all = new LinkedHashMap<>();
        entries.forEach((key, value) -> all.put(key, hidden(value)));
        yield new Tree.Fields(all);
      }
      case Tree.Items _, Tree.Text _, Tree.Plain _ -> HIDDEN;
    };
  }

  private Tree sight(Sight sight) {
    Map<String, Tree> all = new LinkedHashMap<>();
    all.put("steady_state_met", flag(sight.met()));
    all.put("probes", entries(sight.probes(), true));
    return new Tree.Fields(all);
  }

  private Tree entries(List<Entry> entries, boolean judged) {
    return new Tree.Items(entries.stream().map(entry -> entry(entry, judged)).toList());
  }

  private Tree entry(Entry entry, boolean judged) {
    Map<String, Tree> all = new LinkedHashMap<>();
    all.put("activity", values.mask(entry.activity().source()));
    all.put("output", values.mask(entry.answer().output()));
    all.put("start", time(entry.start()));
    all.put("status", text(entry.answer().status().name().toLowerCase(Locale.ROOT)));
    if (!entry.answer().exception().isEmpty()) {
      all.put("exception", texts(List.of(values.mask(entry.answer().exception()))));
    }
    all.put("end", time(entry.end()));
    all.put("duration", seconds(Duration.between(entry.start(), entry.end())));
    if (judged) {
      all.put("tolerance_met", flag(entry.judgement().met()));
      if (!entry.judgement().met()) {
        all.put("tolerance_text", text(values.mask(entry.judgement().text())));
      }
    }
    return new Tree.Fields(all);
  }

  private static Tree texts(List<String> texts) {
    return new Tree.Items(texts.stream().map(Journal::text).toList());
  }

  private static Tree text(String text) {
    return new Tree.Text(text);
  }

  private static Tree flag(boolean flag) {
    return new Tree.Plain(Boolean.toString(flag));
  }

  private static Tree time(Instant at) {
    return text(at.toString());
  }

  private static Tree seconds(Duration time) {
    return new Tree.Plain(String.format(Locale.ROOT, "%.6f", time.toNanos() / 1e9));
  }
}
