// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.slo.rules;

import dev.ballast.model.SloDefinition;
import dev.ballast.model.sloth.SlothSlo;
import dev.ballast.model.sloth.SlothSpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Rules for SLOs of any format, and what no rules could be written for.
 *
 * @param documents one for each document of Sloth, and one for the rest
 * @param omitted SLOs without rules, each with its reason
 * @param notes what is asked of the rules' alerts and is not theirs to do
 */
public record RuleExport(List<Document> documents, List<Omitted> omitted, List<Omitted> notes) {

  /** Rules that belong into one file or resource. */
  public record Document(SlothSpec.Format format, List<RuleGroup> groups) {
    public Document {
      groups = List.copyOf(groups);
    }
  }

  /** An SLO that has no rules. */
  public record Omitted(String slo, String why) {}

  public RuleExport {
    documents = List.copyOf(documents);
    omitted = List.copyOf(omitted);
    notes = List.copyOf(notes);
  }

  public static RuleExport of(
      List<SlothSpec> sloth, List<SloDefinition> definitions, RuleOptions options) {
    var writer = new Writer(options);
    sloth.forEach(writer::add);
    definitions.forEach(writer::add);
    return new RuleExport(writer.documents, writer.omitted, writer.notes);
  }

  private static final class Writer {

    private final RuleOptions options;
    private final List<Document> documents = new ArrayList<>();
    private final List<Omitted> omitted = new ArrayList<>();
    private final List<Omitted> notes = new ArrayList<>();

    Writer(RuleOptions options) {
      this.options = options;
    }

    void add(SlothSpec spec) {
      for (SlothSlo slo : spec.slos()) {
        if (slo.errors() instanceof SlothSlo.Errors.Plugin(String id)) {
          omitted.add(new Omitted(slo.id(), "its queries come from the Go plug-in " + id));
        }
      }
      add(spec.format(), RuleSlo.of(spec));
    }

    void add(SloDefinition definition) {
      var slos = RuleSlo.of(definition);
      if (slos.size() < definition.objectives().size() || slos.isEmpty()) {
        var why =
            definition.unwatched().isEmpty()
                ? "it has nothing that PromQL asks"
                : String.join(", ", definition.unwatched());
        omitted.add(new Omitted(definition.name().value(), why));
      }
      add(RuleSlo.formatOf(definition), slos);
    }

    private void add(SlothSpec.Format format, List<RuleSlo> slos) {
      var groups = new ArrayList<RuleGroup>();
      for (RuleSlo slo : slos) {
        Duration period = slo.period().isZero() ? options.period() : slo.period();
        var windows = options.windowsFor(period);
        var rules = new SlothRules(slo, period, windows, options).groups();
        var unknown =
            "no alert windows for "
                + PrometheusDuration.of(period)
                + " (expected: 1w or longer). Fix: add a resource of kind AlertWindows";
        if (windows.isEmpty() && rules.isEmpty()) {
          omitted.add(new Omitted(slo.id(), unknown));
          continue;
        }
        if (windows.isEmpty() && options.alerts() && slo.burns()) {
          notes.add(new Omitted(slo.id(), "no burn alerts: " + unknown));
        }
        groups.addAll(rules);
        PolicyRules.notes(slo).forEach(why -> notes.add(new Omitted(slo.id(), why)));
      }
      if (!groups.isEmpty()) {
        documents.add(new Document(format, groups));
      }
    }
  }
}
