// SPDX-License-Identifier: Apache-2.0
package dev.ballast.cli.slo;

import dev.ballast.control.slo.rules.Rule;
import dev.ballast.control.slo.rules.RuleGroup;
import dev.ballast.control.slo.rules.RuleOptions;
import dev.ballast.model.sloth.AlertWindows;
import dev.ballast.model.yaml.QueryChecker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Rules that a tool wrote, known by what they hold, wherever they lie. */
final class SlothOutputs {

  private static final Pattern RULES =
      Pattern.compile("(?m)^groups:\\s*$|^kind: [\"']?PrometheusRule[\"']?\\s*$");

  private static final Pattern QUOTED =
      Pattern.compile("\\{\\{\\s*\"((?:[^\"\\\\]|\\\\.)*)\"\\s*}}");
  private static final Pattern VERSION = Pattern.compile("\\{\\{ \\.version }}");
  private static final Pattern DAYS = Pattern.compile("vector\\(([0-9.]+)\\)");
  private static final String NAMES = "sloth-slo-(sli-recordings|meta-recordings|alerts)-";

  private SlothOutputs() {}

  /** A rule file, or a resource that holds one. */
  static boolean isOutput(String text) {
    return RULES.matcher(text).find();
  }

  /** The rules of an output, also of one that is a template of Go with nothing but texts in it. */
  static List<RuleGroup> read(String text) {
    var plain = VERSION.matcher(text).replaceAll("dev");
    return RuleYaml.read(
        QUOTED
            .matcher(plain)
            .replaceAll(match -> Matcher.quoteReplacement(match.group(1).replace("\\\"", "\""))));
  }

  /** What the rules are about, by the names of their groups. */
  static SortedSet<String> slos(List<RuleGroup> groups) {
    var slos = new TreeSet<String>();
    groups.forEach(group -> slos.add(group.name().replaceFirst("^" + NAMES, "")));
    return slos;
  }

  /**
   * Where to look for the input of an output.
   *
   * @param windows alert windows that lie in the folder
   */
  record Search(
      SloFolder folder, List<String> inputs, List<AlertWindows> windows, QueryChecker queries) {
    Search {
      inputs = List.copyOf(inputs);
      windows = List.copyOf(windows);
    }

    /** The settings that an output may have been written with, by what it shows of them. */
    List<RuleOptions> options(List<RuleGroup> expected) {
      var rules = expected.stream().flatMap(group -> group.rules().stream()).toList();
      var recordings = rules.stream().anyMatch(Rule.Recording.class::isInstance);
      var alerts = rules.stream().anyMatch(Rule.Alerting.class::isInstance);
      var period =
          rules.stream()
              .filter(rule -> rule.name().equals("slo:time_period:days"))
              .map(rule -> DAYS.matcher(rule.expr()))
              .filter(Matcher::find)
              .map(days -> Duration.ofMinutes(Math.round(Double.parseDouble(days.group(1)) * 1440)))
              .findFirst()
              .orElse(RuleOptions.DEFAULT.period());
      var plain =
          RuleOptions.DEFAULT
              .withPeriod(period)
              .withVersion(SlothPair.versionOf(expected))
              .withParts(recordings, alerts || !recordings);
      var all = new ArrayList<RuleOptions>();
      all.add(plain);
      all.add(plain.withParts(recordings, true));
      windows.stream()
          .filter(one -> one.period().equals(period))
          .flatMap(one -> Stream.of(plain.withWindows(List.of(one))))
          .forEach(all::add);
      return all;
    }
  }
}
