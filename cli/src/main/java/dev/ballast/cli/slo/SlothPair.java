// SPDX-License-Identifier: Apache-2.0
package dev.ballast.cli.slo;

import dev.ballast.control.slo.rules.Rule;
import dev.ballast.control.slo.rules.RuleComparison;
import dev.ballast.control.slo.rules.RuleExport;
import dev.ballast.control.slo.rules.RuleGroup;
import dev.ballast.control.slo.rules.RuleOptions;
import dev.ballast.model.sloth.SlothSlo;
import dev.ballast.model.sloth.SlothSpec;
import dev.ballast.model.yaml.ConfigurationReader;
import dev.ballast.model.yaml.QueryChecker;
import dev.ballast.model.yaml.ReaderOptions;
import dev.ballast.model.yaml.References;
import dev.ballast.model.yaml.RuleReading;
import dev.ballast.model.yaml.Source;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What Sloth wrote for a file, beside what we write for it.
 *
 * @param excluded why the two need not be the same; empty when they have to be
 */
record SlothPair(SloFolder.Pair pair, RuleComparison comparison, String excluded) {

  private static final List<String> HARMLESS =
      List.of("sloth.dev/core/", "sloth.dev/contrib/validate_");

  boolean right() {
    return comparison.same() || !excluded.isEmpty();
  }

  static SlothPair of(SloFolder folder, SloFolder.Pair pair, QueryChecker queries)
      throws IOException {
    var input = folder.resolve(pair.input());
    var source = Source.of(pair.input(), Files.readAllBytes(input));
    var reading =
        ConfigurationReader.readRules(
            List.of(source), queries, ReaderOptions.DEFAULT.withReferences(References.NONE));
    var expected = RuleYaml.read(Files.readString(folder.resolve(pair.output())));
    var plain = write(reading, RuleOptions.DEFAULT);
    var options =
        RuleOptions.DEFAULT
            .withExtraLabels(extraLabels(expected, plain))
            .withVersion(versionOf(expected));
    var comparison = RuleComparison.of(expected, write(reading, options));
    return new SlothPair(pair, comparison, comparison.same() ? "" : exclusion(reading));
  }

  /**
   * What Sloth wrote for a file of which nobody says which it is: any that holds the same SLOs and
   * for which we write the same rules, with the period, the parts and the labels that the output
   * itself shows and one of the folder's alert windows.
   *
   * @return nothing when no file holds these SLOs
   */
  static Optional<SlothPair> find(SlothOutputs.Search search, String output) throws IOException {
    var expected = SlothOutputs.read(Files.readString(search.folder().resolve(output)));
    SlothPair nearest = null;
    for (String input : search.inputs()) {
      var source = Source.of(input, Files.readAllBytes(search.folder().resolve(input)));
      var reading =
          ConfigurationReader.readRules(
              List.of(source),
              search.queries(),
              ReaderOptions.DEFAULT.withReferences(References.NONE));
      if (!reading.errors().isEmpty()
          || !SlothOutputs.slos(write(reading, RuleOptions.DEFAULT))
              .equals(SlothOutputs.slos(expected))) {
        continue;
      }
      for (RuleOptions options : search.options(expected)) {
        var labels = extraLabels(expected, write(reading, options));
        var comparison =
            RuleComparison.of(expected, write(reading, options.withExtraLabels(labels)));
        var pair = new SloFolder.Pair(input, output);
        if (comparison.same()) {
          return Optional.of(new SlothPair(pair, comparison, ""));
        }
        nearest = nearest == null ? new SlothPair(pair, comparison, exclusion(reading)) : nearest;
      }
    }
    return Optional.ofNullable(nearest);
  }

  private static List<RuleGroup> write(RuleReading reading, RuleOptions options) {
    var groups = new ArrayList<RuleGroup>();
    RuleExport.of(reading.sloth(), reading.definitions(), options)
        .documents()
        .forEach(document -> groups.addAll(document.groups()));
    return groups;
  }

  /** Labels of every expected recording that the file does not have: Sloth's command line. */
  private static SortedMap<String, String> extraLabels(
      List<RuleGroup> expected, List<RuleGroup> plain) {
    var extra = shared(expected);
    extra.entrySet().removeAll(shared(plain).entrySet());
    return extra;
  }

  private static SortedMap<String, String> shared(List<RuleGroup> groups) {
    SortedMap<String, String> shared = new TreeMap<>();
    var first = true;
    for (RuleGroup group : groups) {
      for (Rule rule : group.rules()) {
        if (rule instanceof Rule.Recording recording) {
          if (first) {
            shared.putAll(recording.labels());
          }
          shared.entrySet().retainAll(recording.labels().entrySet());
          first = false;
        }
      }
    }
    return shared;
  }

  static String versionOf(List<RuleGroup> groups) {
    return groups.stream()
        .flatMap(group -> group.rules().stream())
        .map(rule -> rule.labels().getOrDefault("sloth_version", ""))
        .filter(version -> !version.isEmpty())
        .findFirst()
        .orElse("");
  }

  /** A Go program that wrote or changed these rules; it is not run here. */
  private static String exclusion(RuleReading reading) {
    for (SlothSpec spec : reading.sloth()) {
      for (SlothSlo slo : spec.slos()) {
        if (slo.errors() instanceof SlothSlo.Errors.Plugin(String id)) {
          return "the Go plug-in " + id + " writes the queries";
        }
      }
      for (String id : spec.plugins()) {
        if (HARMLESS.stream().noneMatch(id::startsWith)) {
          return "the Go plug-in " + id + " changes the rules";
        }
      }
    }
    return "";
  }
}
